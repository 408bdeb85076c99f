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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import com.cielo24.client.http.RequestSender;
import com.cielo24.client.http.Timeouts;
import com.cielo24.client.internal.LoginCounters;
import com.cielo24.client.internal.ServiceCalls;
import com.cielo24.client.internal.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that clients share: one for each account, however many clients and threads. The {@link #MOST} accounts
 * that were used last are kept. One that is dropped is not logged out: its token dies at the service within an hour, and
 * a call that needs it again logs in. Safe for any number of threads.
 */
public final class Sessions {

    /** How many accounts are kept. */
    public static final int MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    /** A stop must not wait long for a service that may be gone. */
    private static final Duration LOGOUT = Duration.ofSeconds(3);

    /** How many sessions are logged out at a time. */
    private static final int LOGOUT_THREADS = 8;

    private final ReentrantLock lock = new ReentrantLock();
    /** The least recently used first. */
    private final Map<Account, Session> accounts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Account, Session> eldest) {
            return size() > MOST;
        }
    };

    private final LoginCounters counters = new LoginCounters();
    private final Clock clock;

    /** The same username at two services is two accounts. */
    private record Account(String baseUrl, Credentials credentials) {}

    /**
     * @param clock tells how long a token was idle, and when the next login may be tried
     */
    public Sessions(Clock clock) {
        this.clock = clock;
    }

    /** The one of an account, which is to be asked for at each use: that keeps it. */
    Supplier<Session> of(ServiceAddress address, Credentials credentials) {
        Account account = new Account(address.toString(), credentials);
        return () -> locked(() ->
                accounts.computeIfAbsent(account, missing -> new Session(missing.credentials(), clock, counters)));
    }

    /**
     * Why nobody can log in to an account for now.
     *
     * @param  address     of the service
     * @param  credentials of the account
     * @return             why its last login failed; {@code null} if another may be tried, or none was needed yet
     */
    public String problem(ServiceAddress address, Credentials credentials) {
        Session session = locked(() -> accounts.get(new Account(address.toString(), credentials)));
        return session == null ? null : session.problem();
    }

    /**
     * @return the age of the oldest session that has a token, empty if none has
     */
    public Optional<Duration> age() {
        return locked(() -> List.copyOf(accounts.values())).stream()
                .map(Session::age)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /**
     * @return how many accounts are kept, at most {@link #MOST}
     */
    public int size() {
        return locked(accounts::size);
    }

    /**
     * @return how many logins gave a token
     */
    public long getLogins() {
        return counters.getLogins();
    }

    /**
     * @return how many logins were sent and gave none
     */
    public long getFailedLogins() {
        return counters.getFailedLogins();
    }

    /**
     * @return how many requests were sent once more with a new token, as the service had refused the first
     */
    public long getResentRequests() {
        return counters.getResentRequests();
    }

    /**
     * Logs out as many sessions as can be logged out within three seconds, the last used first. They can log in again. Where
     * the connections are closed already, none is.
     *
     * @param connections of the requests
     */
    public void logOut(Connections connections) {
        Deque<Map.Entry<Account, Session>> open = locked(() -> new ConcurrentLinkedDeque<>(accounts.entrySet()));
        long begun = System.nanoTime();
        Runnable logouts = () -> {
            Map.Entry<Account, Session> next;
            while (System.nanoTime() - begun < LOGOUT.toNanos() && (next = open.pollLast()) != null) {
                next.getValue().logOut(calls(connections, next.getKey(), next.getValue()));
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
            LOG.debug("Stopped without waiting any longer for a logout: {}", e.toString());
        }
    }

    private static ServiceCalls calls(Connections connections, Account account, Session session) {
        ServiceAddress address = ServiceAddress.of(account.baseUrl());
        Timeouts timeouts = new Timeouts(LOGOUT, LOGOUT, LOGOUT, LOGOUT);
        return new ServiceCalls(
                new RequestSender(connections::transport, address.host(), timeouts), address.path(), () -> session);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
