package com.cielo24.client.http;

import java.time.Duration;

/**
 * When a connection of the pool is asked whether its peer has closed it. That may take a millisecond, so it is not done
 * at each use: only after some idleness, as load balancers drop idle connections, and for a while after a connection was
 * found closed at once, as by a server that closes after its answer without saying so. Safe for any number of threads.
 */
final class ConnectionChecks {

    private static final long IDLE = Duration.ofMillis(100).toNanos();
    private static final long WHILE = Duration.ofMinutes(1).toNanos();

    private volatile boolean strict;
    private volatile long strictUntil;

    /**
     * @param lastUsed the {@link System#nanoTime()} of the connection's last use
     */
    boolean isDue(long lastUsed) {
        long now = System.nanoTime();
        return now - lastUsed >= IDLE || strict && now - strictUntil < 0;
    }

    /** A connection that was in use before has turned out to be closed. */
    void foundClosed() {
        strictUntil = System.nanoTime() + WHILE;
        strict = true;
    }
}
