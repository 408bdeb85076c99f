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
 * One request on its way: how far it got, and what ended it. Shared by the thread that sends, its connection and the
 * {@link Watchdog}.
 */
final class Transmission implements Watchdog.Watched {

    /** What is being waited for. */
    private enum Phase {
        CONNECTION,
        SENDING,
        ANSWER,
        OVER
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
    private Cancellable place;
    private volatile Phase phase = Phase.CONNECTION;
    private volatile boolean completing;
    private volatile boolean sent;
    private volatile String givenUp;
    private volatile boolean stopped;
    private boolean senderStuck;
    private boolean looking;

    /**
     * @param request what is sent
     * @param target  path and query, which only the connection may see
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

    /** The request target, which only the connection may see. */
    String target() {
        return target;
    }

    /** Headers that only the connection may see, too. */
    Map<String, String> headers() {
        return headers;
    }

    /**
     * @param held frees the request's place in the pool, whatever its thread is doing
     */
    synchronized void holds(Cancellable held) {
        place = held;
        if (givenUp != null) {
            held.cancel();
        }
    }

    synchronized void freePlace() {
        if (place != null) {
            place.cancel();
        }
    }

    /**
     * @param first whether the connection has carried no other request
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

    /** The last bytes are sent now: whatever interrupts that may come when the system has just taken them. */
    void completes() {
        completing = true;
    }

    /** The system has taken the last byte. */
    void completed() {
        sent = true;
    }

    /** Some of the media has come: a slow source is no stall. */
    void moved() {
        clock.moved();
    }

    void moved(long bytes) {
        moved();
        if (bytes < total) {
            progress.accept(bytes);
        } else {
            // whoever listens may take long, and must not make a stall of an upload that is complete
            completed();
        }
    }

    void awaitAnswer() {
        synchronized (this) {
            if (phase != Phase.SENDING) {
                // not the first look for an answer: interim ones give no more time
                return;
            }
            phase = Phase.ANSWER;
            clock.moved();
        }
        if (sent && total > 0) {
            progress.accept(total);
        }
    }

    /** Whether there was a connection to the service at all, and not only to a proxy. */
    synchronized boolean isBegun() {
        return begun;
    }

    /** Whether the service may have the whole request. */
    boolean isSent() {
        return sent;
    }

    /**
     * The same, where an exception has ended it. An interrupt is thrown as well where the system has just taken the last
     * bytes. A handshake of TLS 1.3 may fail after the request, of which the service then reads nothing.
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

    /** Whether it was given up because the component is being stopped. */
    boolean isStopped() {
        return stopped;
    }

    /** Why it was ended from outside, or {@code null}. */
    String givenUp() {
        return givenUp;
    }

    /** The connection is free for others, or gone. */
    synchronized void leave() {
        phase = Phase.OVER;
        connection = null;
    }

    /** The sender is done with it, whatever came of it. */
    void end() {
        leave();
        sender.end();
    }

    @Override
    public boolean needsQueues() {
        return phase == Phase.SENDING && clock.needsQueues();
    }

    /**
     * There is no other way to help a thread that is stuck in a blocking write: blocking sockets have no write timeout.
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
                look(helpers);
            }
        } else if (phase == Phase.ANSWER && quiet.compareTo(responseTimeout) > 0) {
            giveUp("no answer within " + responseTimeout.toMillis() + " ms (responseTimeout)", helpers);
        }
    }

    private void look(Executor helpers) {
        if (looking) {
            return;
        }
        looking = true;
        ServiceConnection looked = connection;
        try {
            helpers.execute(() -> {
                breakOffIfAnswered(looked, helpers);
                looked();
            });
        } catch (RejectedExecutionException e) {
            // the component is being stopped
            looking = false;
        }
    }

    private void breakOffIfAnswered(ServiceConnection looked, Executor helpers) {
        try {
            if (looked.hasAnswer()) {
                breakOff(looked);
            }
        } catch (IOException e) {
            // the connection is gone
            tearDown(looked, helpers);
        }
    }

    /** Not if the upload has ended meanwhile: the connection is then good, and may carry the next one. */
    private synchronized void breakOff(ServiceConnection looked) throws IOException {
        if (phase == Phase.SENDING) {
            looked.cut();
        }
    }

    private synchronized void looked() {
        looking = false;
    }

    /** Ends the connection: there is more to come on it than anybody wants to read. */
    synchronized void abandon() {
        if (connection != null) {
            connection.abort();
        }
        leave();
    }

    @Override
    public synchronized void stop(Executor helpers) {
        if (phase != Phase.OVER && givenUp == null) {
            stopped = true;
            giveUp("the component was stopped", helpers);
        }
        if (senderStuck) {
            // there is no other round
            sender.free(helpers, media);
        }
    }

    private void giveUp(String reason, Executor helpers) {
        givenUp = reason;
        if (connection != null) {
            tearDown(connection, helpers);
        }
        freePlace();
    }

    /**
     * Frees the sender, wherever it is stuck: in reading the media, or in handing it to the system, where on JDK 17 only
     * an interrupt helps while that sends a file by itself. The interrupt may close the connection: so the reset comes
     * first.
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
