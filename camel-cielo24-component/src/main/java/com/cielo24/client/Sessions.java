package com.cielo24.client;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.cielo24.client.http.RequestSender;
import com.cielo24.client.http.Timeouts;
import com.cielo24.client.internal.LoginCounters;
import com.cielo24.client.internal.Mutex;
import com.cielo24.client.internal.ServiceCalls;
import com.cielo24.client.internal.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that clients share, one for each account. Keeps the {@link #MAX_ACCOUNTS} accounts used last. A session
 * that is dropped is not logged out: its token expires at the service within an hour, and a later call for that account
 * logs in again. Thread-safe.
 */
public final class Sessions {

    /** Maximum number of accounts kept. */
    public static final int MAX_ACCOUNTS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** A stop must not wait long for a service that may be gone. */
    private static final Duration LOGOUT = Duration.ofSeconds(3);

    /** Number of sessions logged out in parallel. */
    private static final int LOGOUT_THREADS = 8;

    private final Mutex mutex = new Mutex();
    /** Least recently used first. */
    private final Map<Account, Session> accounts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Account, Session> eldest) {
            return size() > MAX_ACCOUNTS;
        }
    };

    private final LoginCounters counters = new LoginCounters();
    private final Clock clock;

    /** The same username at two services means two accounts. */
    private record Account(ServiceAddress address, Credentials credentials) {}

    /**
     * @param clock used for the idle time of a token and the time of the next login
     */
    public Sessions(Clock clock) {
        this.clock = clock;
    }

    /** The session of an account. Get it anew for each use: that marks it as used. */
    Supplier<Session> of(ServiceAddress address, Credentials credentials) {
        Account account = new Account(address, credentials);
        return () -> mutex.locked(() ->
                accounts.computeIfAbsent(account, missing -> new Session(missing.credentials(), clock, counters)));
    }

    /**
     * Why logins to an account are paused.
     *
     * @param  address     of the service
     * @param  credentials of the account
     * @return             why its last login failed; {@code null} if a login may be tried, or none was needed yet
     */
    public String problem(ServiceAddress address, Credentials credentials) {
        Session session = mutex.locked(() -> accounts.get(new Account(address, credentials)));
        return session == null ? null : session.problem();
    }

    /**
     * @return the age of the oldest session with a token; empty if there is none
     */
    public Optional<Duration> age() {
        return mutex.locked(() -> List.copyOf(accounts.values())).stream()
                .map(Session::age)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /**
     * @return the number of accounts kept, at most {@link #MAX_ACCOUNTS}
     */
    public int size() {
        return mutex.locked(accounts::size);
    }

    /**
     * @return the number of successful logins
     */
    public long getLogins() {
        return counters.getLogins();
    }

    /**
     * @return the number of failed logins
     */
    public long getFailedLogins() {
        return counters.getFailedLogins();
    }

    /**
     * @return the number of requests sent again with a new token because the service had refused the first one
     */
    public long getResentRequests() {
        return counters.getResentRequests();
    }

    /**
     * Logs out as many sessions as possible within three seconds, the most recently used first. They can log in again.
     * If the connections are closed already, none is logged out.
     *
     * @param connections used for the requests
     */
    public void logOut(Connections connections) {
        Deque<Map.Entry<Account, Session>> open = mutex.locked(() -> new ConcurrentLinkedDeque<>(accounts.entrySet()));
        long begun = System.nanoTime();
        Runnable logouts = () -> {
            Map.Entry<Account, Session> next;
            while (System.nanoTime() - begun < LOGOUT.toNanos() && (next = open.pollLast()) != null) {
                next.getValue().logOut(calls(connections, next.getKey().address(), next.getValue()));
            }
        };
        try {
            CompletableFuture<?>[] workers = IntStream.range(0, Math.min(LOGOUT_THREADS, open.size()))
                    .mapToObj(worker -> CompletableFuture.runAsync(logouts, connections.tasks()))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(workers).get(LOGOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("Stopped waiting for logouts: {}", e.toString());
        }
    }

    private static ServiceCalls calls(Connections connections, ServiceAddress address, Session session) {
        Timeouts timeouts = new Timeouts(LOGOUT, LOGOUT, LOGOUT, LOGOUT);
        return new ServiceCalls(
                new RequestSender(connections::transport, address.host(), address.path(), timeouts), () -> session);
    }
}
