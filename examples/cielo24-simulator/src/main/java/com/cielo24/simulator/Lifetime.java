package com.cielo24.simulator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets requests wait, and ends every wait when the simulator is closed. */
final class Lifetime {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cielo24-simulator-alarms");
        thread.setDaemon(true);
        return thread;
    });

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

    void close() {
        closed.countDown();
        alarms.shutdownNow();
    }

    /** Interrupts this thread after a while, unless disarmed before. An interrupt closes the connection it reads from. */
    Alarm alarmAfter(Duration duration) {
        Alarm alarm = new Alarm();
        alarms.schedule(alarm::ring, duration.toNanos(), TimeUnit.NANOSECONDS);
        return alarm;
    }

    static final class Alarm implements AutoCloseable {
        private final Thread sleeper = Thread.currentThread();
        private boolean armed = true;

        private synchronized void ring() {
            if (armed) {
                sleeper.interrupt();
            }
        }

        /** Disarms. Also clears a late interrupt, which must not hit the next request on this thread. */
        @Override
        public synchronized void close() {
            armed = false;
            Thread.interrupted();
        }
    }
}
