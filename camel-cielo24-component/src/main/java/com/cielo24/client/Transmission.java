package com.cielo24.client;

import java.time.Duration;

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
    private final Duration stallTimeout;
    private final Duration responseTimeout;
    private final UploadProgress progress;
    private final long total;
    private final Thread sender = Thread.currentThread();

    private ServiceConnection connection;
    private Phase phase = Phase.CONNECTION;
    private volatile long lastMoved;
    private boolean everythingSent;
    private boolean interrupted;
    private String givenUp;

    /**
     * @param target   the request target with the token, which only the connection may see
     * @param total    size of the upload in bytes, 0 if there is none
     * @param progress told after each piece
     */
    Transmission(String target, Cielo24Settings settings, long total, UploadProgress progress) {
        this.target = target;
        this.stallTimeout = settings.stallTimeout();
        this.responseTimeout = settings.responseTimeout();
        this.total = total;
        this.progress = progress;
    }

    String target() {
        return target;
    }

    synchronized void begin(ServiceConnection leased) {
        connection = leased;
        phase = Phase.SENDING;
        lastMoved = System.nanoTime();
    }

    void moved(long sent) {
        lastMoved = System.nanoTime();
        progress.sent(sent, total);
    }

    /**
     * @param complete whether the request is with the network to its last byte
     */
    synchronized void awaitAnswer(boolean complete) {
        everythingSent = complete;
        phase = Phase.ANSWER;
        lastMoved = System.nanoTime();
    }

    /** Whether there was a connection to the service at all, and not only to a proxy. */
    synchronized boolean isBegun() {
        return connection != null;
    }

    /** Whether the service may have the whole request. */
    synchronized boolean isEverythingSent() {
        return everythingSent;
    }

    /** Why the watchdog ended it, or {@code null}. */
    synchronized String givenUp() {
        return givenUp;
    }

    synchronized void end() {
        phase = Phase.OVER;
        if (interrupted) {
            // the watchdog's own interrupt must not reach the route
            Thread.interrupted();
        }
    }

    /**
     * Called every now and then by the watchdog, which has no other way to help a thread that is stuck in a blocking
     * write: there is no write timeout for blocking sockets.
     */
    synchronized void check(long quietBefore) {
        Duration quiet = Duration.ofNanos(System.nanoTime() - lastMoved);
        if (phase == Phase.SENDING && quiet.compareTo(stallTimeout) > 0) {
            giveUp("no byte of the upload moved for " + quiet.toMillis() + " ms (stallTimeout)");
            interrupted = true;
            // the sender may as well be stuck in reading the media
            sender.interrupt();
        } else if (phase == Phase.ANSWER && quiet.compareTo(responseTimeout) > 0) {
            giveUp("no answer within " + responseTimeout.toMillis() + " ms (responseTimeout)");
        } else if (phase == Phase.SENDING && quiet.toNanos() > quietBefore) {
            connection.breakOffIfAnswered();
        }
    }

    private void giveUp(String reason) {
        givenUp = reason;
        phase = Phase.OVER;
        connection.abort();
    }
}
