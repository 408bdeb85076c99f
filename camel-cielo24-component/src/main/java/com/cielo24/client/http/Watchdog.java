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
 * Checks everything in progress ten times a second, so that neither a peer nor a media stream can block a thread
 * forever.
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
     * @param helpers   runs tasks that may block, so that the rounds never do
     */
    Watchdog(ScheduledExecutorService scheduler, Executor helpers) {
        this.helpers = helpers;
        rounds = scheduler.scheduleWithFixedDelay(
                this::round, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            // read the system's table once for all of them
            SendQueues queues =
                    underWay.stream().anyMatch(Watched::needsQueues) ? SendQueues.read() : SendQueues.UNKNOWN;
            underWay.forEach(watched -> check(watched, queues));
        } catch (Throwable e) {
            // otherwise the rounds would end, and with them all timeouts
            LOG.warn("A round of the watchdog failed", e);
        }
    }

    private void check(Watched watched, SendQueues queues) {
        try {
            watched.check(helpers, queues);
        } catch (Throwable e) {
            // one failure must not affect the others
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
     * Runs a step of connecting, and closes the socket if it takes longer than the connect timeout of the request.
     *
     * @param  context of the request
     * @param  what    the name of the step, for the message if it is late
     * @return         the result of the step
     */
    @SuppressWarnings("deprecation") // the connect timeout differs per endpoint, but the pool is shared
    <T, E extends Exception> T connect(Socket socket, HttpContext context, String what, Step<T, E> step)
            throws IOException, E {
        Duration timeout = HttpClientContext.cast(context)
                .getRequestConfigOrDefault()
                .getConnectTimeout()
                .toDuration();
        Deadline deadline = new Deadline(socket, timeout);
        watch(deadline);
        try {
            return step.run();
        } catch (IOException e) {
            throw deadline.explain(e, what);
        } finally {
            deadline.met();
            forget(deadline);
        }
    }

    /** A step of connecting. */
    @FunctionalInterface
    interface Step<T, E extends Exception> {
        T run() throws IOException, E;
    }

    /** Stops the rounds and everything in progress. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(watched -> watched.stop(helpers));
        rounds.cancel(false);
    }

    /** Something the watchdog checks. None of these methods blocks. */
    interface Watched {

        /** Whether the next {@link #check} needs the system's send queues. */
        default boolean needsQueues() {
            return false;
        }

        /**
         * Called ten times a second.
         *
         * @param helpers runs tasks that may block
         * @param queues  the system's send queues; empty if none are needed in this round
         */
        void check(Executor helpers, SendQueues queues);

        /**
         * Stops it, whatever it is waiting for, as the component is stopping.
         *
         * @param helpers runs tasks that may block
         */
        void stop(Executor helpers);
    }

    /** The deadline of a step on a socket. */
    private static final class Deadline implements Watched {

        private final Socket socket;
        private final Duration timeout;
        private final long begun = System.nanoTime();
        private boolean ended;
        private boolean missed;

        Deadline(Socket socket, Duration timeout) {
            this.socket = socket;
            this.timeout = timeout;
        }

        /**
         * The exception for a failed socket.
         *
         * @param failure of the socket
         * @param what    the name of the step
         * @return        the failure, or a timeout if the deadline caused it
         */
        synchronized IOException explain(IOException failure, String what) {
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
            if (!ended && System.nanoTime() - begun > timeout.toNanos()) {
                missed = true;
                stop(none);
            }
        }

        @Override
        public synchronized void stop(Executor none) {
            if (!ended) {
                ended = true;
                PooledConnection.reset(socket);
            }
        }

        synchronized void met() {
            ended = true;
        }
    }
}
