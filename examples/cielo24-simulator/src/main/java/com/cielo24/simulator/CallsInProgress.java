package com.cielo24.simulator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The calls in progress: lets them wait, and ends them when the simulator is reset or closed. Thread-safe. */
final class CallsInProgress {
    /** What a call still does without its client takes less; one that is stuck must not hold up a test for ever. */
    private static final Duration END_TIME = Duration.ofSeconds(10);

    private final Map<Exchange, Thread> exchanges = new HashMap<>();
    private volatile CountDownLatch ended = new CountDownLatch(1);

    synchronized void add(Exchange exchange) {
        exchanges.put(exchange, Thread.currentThread());
    }

    synchronized void remove(Exchange exchange) {
        exchanges.remove(exchange);
        notifyAll();
    }

    /**
     * @throws IOException at the end of the wait, always: what was held ends with its connection
     */
    void holdUntilEnded() throws IOException {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw broken();
    }

    /**
     * @throws IOException if the simulator is reset or closed meanwhile
     */
    void pause(Duration duration) throws IOException {
        try {
            if (!ended.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw broken();
    }

    /** Closes the connections of all calls but one of the calling thread, and waits until nothing of them is left to do. */
    void endAll() throws IOException {
        endWaits();
        long deadline = System.nanoTime() + END_TIME.toNanos();
        synchronized (this) {
            for (Map.Entry<Exchange, Thread> entry : exchanges.entrySet()) {
                if (entry.getValue() != Thread.currentThread()) {
                    entry.getKey().abort();
                }
            }
            while (exchanges.values().stream().anyMatch(thread -> thread != Thread.currentThread())) {
                awaitOne(deadline - System.nanoTime());
            }
        }
    }

    /** Ends the waits of now, not those to come. */
    void endWaits() {
        CountDownLatch before = ended;
        ended = new CountDownLatch(1);
        before.countDown();
    }

    private void awaitOne(long nanos) throws IOException {
        if (nanos <= 0) {
            throw new IOException("calls that are in progress do not end");
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while calls end");
        }
    }

    /** Ends every wait, those to come as well. */
    void close() {
        ended.countDown();
    }

    private static IOException broken() {
        return new InterruptedIOException("the simulator was reset or closed");
    }
}
