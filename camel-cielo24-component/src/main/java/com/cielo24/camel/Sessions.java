package com.cielo24.camel;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Settings;
import com.cielo24.client.Credentials;
import com.cielo24.client.ServiceAddress;
import com.cielo24.client.ServiceHttp;
import com.cielo24.client.Session;
import com.cielo24.client.SessionCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of a component: one for each account, however many endpoints and threads.
 */
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** A stop must not wait long for a service that may be gone. */
    private static final Duration LOGOUT = Duration.ofSeconds(3);

    private final Map<Account, Session> sessions = new ConcurrentHashMap<>();
    private final SessionCounters counters = new SessionCounters();
    private final Clock clock;

    /** The same username at two services is two accounts. */
    private record Account(String baseUrl, Credentials credentials) {}

    /**
     * @param clock tells how long a token was idle
     */
    Sessions(Clock clock) {
        this.clock = clock;
    }

    Session of(ServiceAddress address, Credentials credentials) {
        return sessions.computeIfAbsent(
                new Account(address.toString(), credentials), account -> new Session(credentials, clock, counters));
    }

    /** The one of an account, or {@code null} if nobody has needed it yet. */
    Session known(ServiceAddress address, Credentials credentials) {
        return sessions.get(new Account(address.toString(), credentials));
    }

    /** The age of the oldest that has a token, empty if none has. */
    Optional<Duration> age() {
        return sessions.values().stream()
                .map(Session::age)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    SessionCounters counters() {
        return counters;
    }

    /** Logs all of them out at once, within a few seconds or not at all. They can log in again. */
    void logOut(Supplier<ServiceHttp> http, Executor threads) {
        List<CompletableFuture<Void>> logouts = sessions.entrySet().stream()
                .map(entry -> CompletableFuture.runAsync(
                        () -> Cielo24Client.logOut(http, settings(entry.getKey()), entry.getValue()), threads))
                .toList();
        try {
            CompletableFuture.allOf(logouts.toArray(CompletableFuture[]::new))
                    .get(LOGOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Stopped without waiting any longer for a logout: {}", e.toString());
        }
    }

    private static Cielo24Settings settings(Account account) {
        return new Cielo24Settings(
                ServiceAddress.of(account.baseUrl()),
                null,
                LOGOUT,
                LOGOUT,
                LOGOUT,
                LOGOUT,
                Cielo24Settings.LARGEST_UPLOAD);
    }
}
