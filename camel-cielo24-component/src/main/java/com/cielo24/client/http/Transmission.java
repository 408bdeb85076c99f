package com.cielo24.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLHandshakeException;

import org.apache.hc.core5.concurrent.Cancellable;

/**
 * The state of one request being sent: how far it got, and what ended it. Shared by the sending thread, its connection
 * and the {@link Watchdog}.
 */
final class Transmission implements Watchdog.Watched {

    /** What the request is waiting for. */
    private enum Phase {
        CONNECTION,
        SENDING,
        ANSWER,
        ENDED
    }

    private final String target;
    private final Map<String, String> headers;
    private final StallClock clock;
    private final Duration responseTimeout;
    private final LongConsumer progress;
    private final long total;
    private final Closeable media;
    private final StuckThread sender = new StuckThread();

    private ServiceConnection connection;
    private boolean begun;
    private boolean firstOnConnection;
    private Cancellable resources;
    private volatile Phase phase = Phase.CONNECTION;
    private volatile boolean completing;
    private volatile boolean sent;
    private volatile String givenUp;
    private volatile boolean stopped;
    private boolean senderStuck;
    private boolean probing;

    /**
     * @param request to send
     * @param target  path and query, for the connection only
     */
    Transmission(Request request, String target, Timeouts timeouts) {
        this.target = target;
        this.headers = request.headers();
        this.clock = new StallClock(timeouts.stall());
        this.responseTimeout = timeouts.response();
        this.total = request.size();
        this.progress = request.upload() != null ? request.upload().progress() : bytes -> {};
        this.media = request.upload() != null ? request.upload() : () -> {};
    }

    /** The request target with its secrets, for the connection only. */
    String target() {
        return target;
    }

    /** Headers with secrets, for the connection only. */
    Map<String, String> headers() {
        return headers;
    }

    /**
     * @param held frees the request's connection or its place in the pool, whatever its thread is doing
     */
    synchronized void setResources(Cancellable held) {
        resources = held;
        if (givenUp != null) {
            held.cancel();
        }
    }

    synchronized void release() {
        if (resources != null) {
            resources.cancel();
        }
    }

    /**
     * @param first whether this is the connection's first request
     */
    synchronized void begin(ServiceConnection leased, boolean first) {
        begun = true;
        firstOnConnection = first;
        if (givenUp != null) {
            leased.abort();
            return;
        }
        connection = leased;
        phase = Phase.SENDING;
        clock.moved();
    }

    /** The last bytes are being sent: an interrupt may come just after the system has taken them. */
    void completing() {
        completing = true;
    }

    /** The system has taken the last byte. */
    void completed() {
        sent = true;
    }

    /** Some of the media was read: a slow source is not a stall. */
    void moved() {
        clock.moved();
    }

    void moved(long bytes) {
        moved();
        if (bytes < total) {
            progress.accept(bytes);
        } else {
            // a slow listener must not make a complete upload look stalled
            completed();
        }
    }

    void awaitAnswer() {
        synchronized (this) {
            if (phase != Phase.SENDING) {
                // called again after an interim answer, which does not extend the timeout
                return;
            }
            phase = Phase.ANSWER;
            clock.moved();
        }
        if (sent && total > 0) {
            progress.accept(total);
        }
    }

    /** Whether there was a connection to the service, and not only to a proxy. */
    synchronized boolean isBegun() {
        return begun;
    }

    /** Whether the service may have the whole request. */
    boolean isSent() {
        return sent;
    }

    /**
     * The same after an exception. An interrupt may be thrown even though the system has just taken the last bytes. A
     * TLS 1.3 handshake may fail after the request was sent; the service then reads none of it.
     */
    synchronized boolean isSentBefore(Exception end) {
        boolean refusedByTls = firstOnConnection && isCausedBy(end, SSLHandshakeException.class);
        return !refusedByTls && (sent || completing && isCausedBy(end, ClosedByInterruptException.class));
    }

    private static boolean isCausedBy(Throwable end, Class<?> type) {
        for (Throwable cause = end; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    boolean isGivenUp() {
        return givenUp != null;
    }

    /** Whether it was aborted because the component is stopping. */
    boolean isStopped() {
        return stopped;
    }

    /** Why it was aborted, or {@code null}. */
    String givenUp() {
        return givenUp;
    }

    /** The connection is free for other requests, or closed. */
    synchronized void leave() {
        phase = Phase.ENDED;
        connection = null;
    }

    /** The sender has finished, whatever the outcome. */
    void end() {
        leave();
        sender.end();
    }

    @Override
    public boolean needsQueues() {
        return phase == Phase.SENDING && clock.needsQueues();
    }

    /**
     * The only way to free a thread that is stuck in a blocking write: blocking sockets have no write timeout.
     */
    @Override
    public synchronized void check(Executor helpers, SendQueues queues) {
        if (givenUp != null) {
            if (senderStuck) {
                sender.free(helpers, media);
            }
            return;
        }
        Duration quiet = clock.quiet();
        if (phase == Phase.SENDING && clock.isQuiet()) {
            if (clock.isQueueMoving(queues, connection.base())) {
                return;
            }
            if (clock.isStalled()) {
                giveUp("no byte of the upload moved for " + quiet.toMillis() + " ms (stallTimeout)", helpers);
            } else {
                probe(helpers);
            }
        } else if (phase == Phase.ANSWER && quiet.compareTo(responseTimeout) > 0) {
            giveUp("no answer within " + responseTimeout.toMillis() + " ms (responseTimeout)", helpers);
        }
    }

    private void probe(Executor helpers) {
        if (probing) {
            return;
        }
        probing = true;
        ServiceConnection probed = connection;
        try {
            helpers.execute(() -> {
                cutIfAnswered(probed, helpers);
                probeEnded();
            });
        } catch (RejectedExecutionException e) {
            // the component is stopping
            probing = false;
        }
    }

    private void cutIfAnswered(ServiceConnection probed, Executor helpers) {
        try {
            if (probed.hasAnswer()) {
                cut(probed);
            }
        } catch (IOException e) {
            // the connection is gone
            tearDown(probed, helpers);
        }
    }

    /** Not if the upload has ended in the meantime: the connection is then good, and may carry the next request. */
    private synchronized void cut(ServiceConnection probed) throws IOException {
        if (phase == Phase.SENDING) {
            probed.cut();
        }
    }

    private synchronized void probeEnded() {
        probing = false;
    }

    /** Closes the connection, as the rest of its answer is not worth reading. */
    synchronized void abandon() {
        if (connection != null) {
            connection.abort();
        }
        leave();
    }

    @Override
    public synchronized void stop(Executor helpers) {
        if (phase != Phase.ENDED && givenUp == null) {
            stopped = true;
            giveUp("the component or client was stopped", helpers);
        }
        if (senderStuck) {
            // there is no later round
            sender.free(helpers, media);
        }
    }

    private void giveUp(String reason, Executor helpers) {
        givenUp = reason;
        if (connection != null) {
            tearDown(connection, helpers);
        }
        release();
    }

    /**
     * Frees the sender, whether it is stuck reading the media or sending it. On JDK 17, only an interrupt helps while
     * the system sends a file directly. The interrupt may close the connection, so the reset is prepared first.
     */
    private synchronized void tearDown(ServiceConnection torn, Executor helpers) {
        if (torn != connection) {
            return;
        }
        torn.resetOnClose();
        senderStuck = phase == Phase.SENDING;
        if (senderStuck) {
            sender.free(helpers, media);
        }
        torn.abort();
    }
}
