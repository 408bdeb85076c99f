package com.cielo24.client.http;

import java.net.Socket;
import java.time.Duration;
import java.util.OptionalLong;

/** Measures how long no byte has moved. Written by the thread that moves bytes, read by the watchdog. */
final class StallClock {

    /** The maximum delay until a stall is noticed. */
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

    /** Whether to sample the system's send queue. */
    boolean needsQueues() {
        return isQuiet() && isSampleDue();
    }

    private boolean isSampleDue() {
        return System.nanoTime() - nextSample >= 0;
    }

    /** While the sender waits for room in the system's send queue, a slow peer may still be emptying it. */
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
