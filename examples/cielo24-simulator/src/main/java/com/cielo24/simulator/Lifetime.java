package com.cielo24.simulator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets requests wait, and ends every wait when the simulator is closed. */
final class Lifetime {
    private volatile CountDownLatch closed = new CountDownLatch(1);
    /**
     * @throws IOException at the end of the wait, always: what was held ends with its connection
     */
    void holdUntilClosed() throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new InterruptedIOException("the simulator is closed");
    }

    /**
     * @throws IOException if the simulator is closed meanwhile
     */
    void pause(Duration duration) throws IOException {
        try {
            if (!closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new InterruptedIOException("the simulator is closed");
    }

    /** Ends every wait, as {@link #close()} does; later ones wait again. */
    void reset() {
        CountDownLatch before = closed;
        closed = new CountDownLatch(1);
        before.countDown();
    }

    void close() {
        closed.countDown();
    }
}
