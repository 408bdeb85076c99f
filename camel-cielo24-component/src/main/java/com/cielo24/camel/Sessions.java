package com.cielo24.camel;

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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

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
 * The sessions of a component: one for each account, however many endpoints and threads. The {@link #MOST} accounts that
 * were used last are kept. One that is dropped is not logged out: its token dies at the service within an hour, and an
 * exchange that needs it again logs in.
 */
final class Sessions {

    static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** A stop must not wait long for a service that may be gone. */
    private static final Duration LOGOUT = Duration.ofSeconds(3);

    /** How many sessions are logged out at a time. */
    private static final int LOGOUT_THREADS = 8;

    private final ReentrantLock lock = new ReentrantLock();
    /** The least recently used first. */
    private final Map<Account, Session> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Account, Session> eldest) {
            return size() > MOST;
        }
    };

    private final SessionCounters counters = new SessionCounters();
    private final Clock clock;

    /** The same username at two services is two accounts. */
    private record Account(String baseUrl, Credentials credentials) {}

    /**
     * @param clock tells how long a token was idle, and when the next login may be tried
     */
    Sessions(Clock clock) {
        this.clock = clock;
    }

    /** The one of an account, which is to be asked for at each use: that keeps it. */
    Supplier<Session> of(ServiceAddress address, Credentials credentials) {
        Account account = new Account(address.toString(), credentials);
        return () -> locked(() ->
                sessions.computeIfAbsent(account, missing -> new Session(missing.credentials(), clock, counters)));
    }

    /** The one of an account, or {@code null} if nobody has needed it yet. */
    Session known(ServiceAddress address, Credentials credentials) {
        return locked(() -> sessions.get(new Account(address.toString(), credentials)));
    }

    /** The age of the oldest that has a token, empty if none has. */
    Optional<Duration> age() {
        return locked(() -> List.copyOf(sessions.values())).stream()
                .map(Session::age)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    int size() {
        return locked(sessions::size);
    }

    SessionCounters counters() {
        return counters;
    }

    /**
     * Logs out as many as can be logged out within three seconds, the last used first: the tokens of the others die
     * before. They can log in again.
     */
    void logOut(Supplier<ServiceHttp> http, Executor threads) {
        Deque<Map.Entry<Account, Session>> open = locked(() -> new ConcurrentLinkedDeque<>(sessions.entrySet()));
        long begun = System.nanoTime();
        Runnable logouts = () -> {
            Map.Entry<Account, Session> next;
            while (System.nanoTime() - begun < LOGOUT.toNanos() && (next = open.pollLast()) != null) {
                Cielo24Client.logOut(http, settings(next.getKey()), next.getValue());
            }
        };
        CompletableFuture<?>[] workers = IntStream.range(0, Math.min(LOGOUT_THREADS, open.size()))
                .mapToObj(worker -> CompletableFuture.runAsync(logouts, threads))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(workers).get(LOGOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Stopped without waiting any longer for a logout: {}", e.toString());
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
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
