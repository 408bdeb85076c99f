package com.cielo24.client.http;

import java.time.Duration;

/**
 * Decides when to check whether the peer has closed a pooled connection. The check may take a millisecond, so it is not
 * made at each use: only after some idle time, as load balancers drop idle connections, and for a while after a
 * connection was found closed right after its use, as some servers close without announcing it. Thread-safe.
 */
final class ConnectionChecks {

    private static final long IDLE = Duration.ofMillis(100).toNanos();
    private static final long STRICT_PERIOD = Duration.ofMinutes(1).toNanos();

    private volatile boolean strict;
    private volatile long strictUntil;

    /**
     * @param lastUsed the {@link System#nanoTime()} of the connection's last use
     */
    boolean isDue(long lastUsed) {
        long now = System.nanoTime();
        return now - lastUsed >= IDLE || strict && now - strictUntil < 0;
    }

    /** A connection that had been used before turned out to be closed. */
    void recordClosed() {
        strictUntil = System.nanoTime() + STRICT_PERIOD;
        strict = true;
    }
}
