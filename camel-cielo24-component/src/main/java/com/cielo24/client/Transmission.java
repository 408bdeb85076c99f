package com.cielo24.client;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * One request on its way: how far it got, and what ended it. Shared by the thread that sends, its connection and the
 * {@link Watchdog}.
 */
final class Transmission {

    /** What is being waited for. */
    private enum Phase {
        CONNECTION,
        SENDING,
        ANSWER,
        OVER
    }

    private final String target;
    private final Map<String, String> headers;
    private final Duration stallTimeout;
    private final Duration responseTimeout;
    private final UploadProgress progress;
    private final long total;
    private final Thread sender = Thread.currentThread();

    private ServiceConnection connection;
    private Phase phase = Phase.CONNECTION;
    private volatile long lastMoved;
    private volatile boolean everythingWritten;
    private volatile boolean completing;
    private boolean everythingSent;
    private boolean interrupted;
    private boolean looking;
    private long nextSample;
    private OptionalLong queued = OptionalLong.empty();
    private String givenUp;

    /**
     * @param target   the request target with the token, which only the connection may see
     * @param headers  that only the connection may see, too
     * @param total    size of the upload in bytes, 0 if there is none
     * @param progress told after each piece
     */
    Transmission(
            String target, Map<String, String> headers, Cielo24Settings settings, long total, UploadProgress progress) {
        this.target = target;
        this.headers = headers;
        this.stallTimeout = settings.stallTimeout();
        this.responseTimeout = settings.responseTimeout();
        this.total = total;
        this.progress = progress;
    }

    String target() {
        return target;
    }

    Map<String, String> headers() {
        return headers;
    }

    synchronized void begin(ServiceConnection leased) {
        connection = leased;
        if (givenUp != null) {
            leased.abort();
            return;
        }
        phase = Phase.SENDING;
        lastMoved = System.nanoTime();
    }

    /** The last piece is sent now: whatever interrupts that may come when the system has just taken it. */
    void completes() {
        completing = true;
    }

    void moved(long sent) {
        lastMoved = System.nanoTime();
        if (sent < total) {
            progress.sent(sent, total);
        } else {
            // whoever listens may take long, and must not make a stall of an upload that is complete
            everythingWritten = true;
        }
    }

    /**
     * @param complete whether the request is with the network to its last byte
     */
    void awaitAnswer(boolean complete) {
        synchronized (this) {
            if (phase != Phase.SENDING) {
                // not the first look for an answer: interim ones give no more time
                return;
            }
            everythingSent = complete;
            phase = Phase.ANSWER;
            lastMoved = System.nanoTime();
        }
        if (complete && total > 0) {
            progress.sent(total, total);
        }
    }

    /** Whether there was a connection to the service at all, and not only to a proxy. */
    synchronized boolean isBegun() {
        return connection != null;
    }

    /** Whether the service may have the whole request. */
    synchronized boolean isEverythingSent() {
        return everythingSent;
    }

    /** The same, where an exception has ended it. Others may interrupt the sender at any time. */
    synchronized boolean isEverythingSentBefore(Exception end) {
        return everythingSent || givenUp == null && completing && end instanceof ClosedByInterruptException;
    }

    /** Why it was ended from outside, or {@code null}. */
    synchronized String givenUp() {
        return givenUp;
    }

    synchronized void end() {
        phase = Phase.OVER;
        if (interrupted) {
            // our own interrupt must not reach the route
            Thread.interrupted();
        }
    }

    /**
     * Called every now and then by the watchdog, which has no other way to help a thread that is stuck in a blocking
     * write: there is no write timeout for blocking sockets. It never waits for anything.
     *
     * @param lookouts for what may have to wait
     * @param round    the time between two calls
     */
    synchronized void check(Executor lookouts, Duration round) {
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastMoved);
        if (phase == Phase.SENDING && quiet.compareTo(round) > 0) {
            if (isQueueMoving()) {
                lastMoved = System.nanoTime();
            } else if (quiet.compareTo(stallTimeout) > 0) {
                giveUp("no byte of the upload moved for " + quiet.toMillis() + " ms (stallTimeout)");
            } else {
                look(lookouts);
            }
        } else if (phase == Phase.ANSWER && quiet.compareTo(responseTimeout) > 0) {
            giveUp("no answer within " + responseTimeout.toMillis() + " ms (responseTimeout)");
        }
    }

    /** A slow peer takes bytes from the system's queue while the sender waits for room in it. */
    private boolean isQueueMoving() {
        long now = System.nanoTime();
        if (now - nextSample < 0) {
            return false;
        }
        nextSample = now + stallTimeout.toNanos() / 10;
        OptionalLong before = queued;
        queued = SendQueue.of(connection.base());
        return before.isPresent() && queued.isPresent() && before.getAsLong() != queued.getAsLong();
    }

    private void look(Executor lookouts) {
        if (looking) {
            return;
        }
        looking = true;
        try {
            lookouts.execute(() -> {
                breakOffIfAnswered();
                looked();
            });
        } catch (RejectedExecutionException e) {
            // the component is being stopped
            looking = false;
        }
    }

    private void breakOffIfAnswered() {
        ServiceConnection looked = connection;
        try {
            if (looked.hasAnswer()) {
                breakOff(looked);
            }
        } catch (IOException e) {
            // the connection is gone
            tearDown(looked);
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
        phase = Phase.OVER;
        connection.abort();
    }

    /** Ends it, whatever it is waiting for. */
    synchronized void stop() {
        if (phase != Phase.OVER) {
            everythingSent |= completing;
            giveUp("the component was stopped");
        }
    }

    private void giveUp(String reason) {
        givenUp = reason;
        everythingSent |= everythingWritten;
        tearDown(connection);
        if (connection != null) {
            phase = Phase.OVER;
        }
    }

    /**
     * Frees the sender, wherever it is stuck: in reading the media, or in handing it to the system, where on JDK 17 only
     * an interrupt helps while that sends a file by itself. The interrupt may close the connection: so the reset comes
     * first.
     */
    private synchronized void tearDown(ServiceConnection torn) {
        if (torn != null) {
            torn.resetOnClose();
        }
        if (phase == Phase.SENDING) {
            interrupted = true;
            sender.interrupt();
        }
        if (torn != null) {
            torn.abort();
        }
    }
}
