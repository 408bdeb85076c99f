package com.cielo24.client.http;

import java.net.Socket;
import java.time.Duration;
import java.util.OptionalLong;

/** How long no byte has moved. The thread that moves bytes writes it, and the watchdog reads it. */
final class StallClock {

    /** A stall is noticed that much later at most. */
    private static final Duration LONGEST_SAMPLE = Duration.ofMillis(400);

    private final Duration timeout;
    private volatile long lastMoved = System.nanoTime();
    private volatile long nextSample = lastMoved;
    private OptionalLong queued = OptionalLong.empty();

    StallClock(Duration timeout) {
        this.timeout = timeout;
    }

    void moved() {
        lastMoved = System.nanoTime();
    }

    Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - lastMoved);
    }

    /** Whether nothing has moved for a round of the watchdog. */
    boolean isQuiet() {
        return quiet().compareTo(Watchdog.ROUND) > 0;
    }

    boolean isStalled() {
        return quiet().compareTo(timeout) > 0;
    }

    /** Whether to look at what the system still holds of what was sent. */
    boolean needsQueues() {
        return isQuiet() && isSampleDue();
    }

    private boolean isSampleDue() {
        return System.nanoTime() - nextSample >= 0;
    }

    /** A slow peer takes bytes from the system's queue while the sender waits for room in it. */
    boolean isQueueMoving(SendQueues queues, Socket socket) {
        if (!isSampleDue()) {
            return false;
        }
        nextSample = System.nanoTime() + Math.min(timeout.toNanos() / 10, LONGEST_SAMPLE.toNanos());
        OptionalLong before = queued;
        queued = queues.of(socket);
        boolean moving = before.isPresent() && queued.isPresent() && before.getAsLong() != queued.getAsLong();
        if (moving) {
            moved();
        }
        return moving;
    }
}
