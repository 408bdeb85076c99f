package com.cielo24.client.http;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all that is under way ten times a second, so that neither a peer nor a media stream can hold a thread for
 * ever.
 */
final class Watchdog implements AutoCloseable {

    static final Duration ROUND = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Set<Watched> underWay = ConcurrentHashMap.newKeySet();
    private final Executor helpers;
    private final ScheduledFuture<?> rounds;
    private volatile boolean closed;

    /**
     * @param scheduler runs the rounds
     * @param helpers   run what may have to wait, so that the rounds never do
     */
    Watchdog(ScheduledExecutorService scheduler, Executor helpers) {
        this.helpers = helpers;
        rounds = scheduler.scheduleWithFixedDelay(
                this::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            // one look at the system's table for all of them
            SendQueues queues =
                    underWay.stream().anyMatch(Watched::needsQueues) ? SendQueues.read() : SendQueues.UNKNOWN;
            underWay.forEach(watched -> check(watched, queues));
        } catch (Throwable e) {
            // it would end the rounds, and with them every timeout
            LOG.warn("A round of the watchdog failed", e);
        }
    }

    private void check(Watched watched, SendQueues queues) {
        try {
            watched.check(helpers, queues);
        } catch (Throwable e) {
            // nor may one spoil the round for the others
            LOG.warn("Could not check a request to cielo24", e);
        }
    }

    void watch(Watched watched) {
        underWay.add(watched);
        if (closed) {
            watched.stop(helpers);
        }
    }

    void forget(Watched watched) {
        underWay.remove(watched);
    }

    /**
     * Takes a step of connecting, and closes the socket where it takes longer than the request's timeout for connecting.
     *
     * @param  context of the request
     * @param  what    names the step, if it is late
     * @return         the result of the step
     */
    @SuppressWarnings("deprecation") // the timeout for connecting differs by endpoint, while the pool is shared
    <T, E extends Exception> T connect(Socket socket, HttpContext context, String what, Step<T, E> step)
            throws IOException, E {
        Duration timeout = HttpClientContext.cast(context)
                .getRequestConfigOrDefault()
                .getConnectTimeout()
                .toDuration();
        Deadline deadline = new Deadline(socket, timeout);
        watch(deadline);
        try {
            return step.take();
        } catch (IOException e) {
            throw deadline.inTime(e, what);
        } finally {
            deadline.met();
            forget(deadline);
        }
    }

    /** A part of connecting. */
    @FunctionalInterface
    interface Step<T, E extends Exception> {
        T take() throws IOException, E;
    }

    /** Ends its rounds, and all that is under way. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(watched -> watched.stop(helpers));
        rounds.cancel(false);
    }

    /** What the watchdog looks after. None of these methods waits for anything. */
    interface Watched {

        /** Whether the next {@link #check} needs to know what the system still holds of what was sent. */
        default boolean needsQueues() {
            return false;
        }

        /**
         * Called ten times a second.
         *
         * @param helpers run what may have to wait
         * @param queues  what the system holds; empty where nobody needs it in this round
         */
        void check(Executor helpers, SendQueues queues);

        /**
         * The component is being stopped: ends it, whatever it is waiting for.
         *
         * @param helpers as above
         */
        void stop(Executor helpers);
    }

    /** By which time something on a socket must be done. */
    private static final class Deadline implements Watched {

        private final Socket socket;
        private final Duration timeout;
        private final long begun = System.nanoTime();
        private boolean over;
        private boolean missed;

        Deadline(Socket socket, Duration timeout) {
            this.socket = socket;
            this.timeout = timeout;
        }

        /**
         * What to throw where the socket failed.
         *
         * @param failure of the socket
         * @param what    should have been done by then
         * @return        the failure, or the reason that it was our deadline
         */
        synchronized IOException inTime(IOException failure, String what) {
            if (!missed) {
                return failure;
            }
            IOException late = new SocketTimeoutException(
                    what + " took longer than " + timeout.toMillis() + " ms (connectTimeout)");
            late.initCause(failure);
            return late;
        }

        @Override
        public synchronized void check(Executor none, SendQueues queues) {
            if (!over && System.nanoTime() - begun > timeout.toNanos()) {
                missed = true;
                stop(none);
            }
        }

        @Override
        public synchronized void stop(Executor none) {
            if (!over) {
                over = true;
                PooledConnection.reset(socket);
            }
        }

        synchronized void met() {
            over = true;
        }
    }
}
