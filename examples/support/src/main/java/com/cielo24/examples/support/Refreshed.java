package com.cielo24.examples.support;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A value that may take long to find out. It is found out again when somebody asks for it, at most once at a time, and
 * at most for a tenth of the time.
 */
final class Refreshed<T> {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    /** The latest value, or why there is none. */
    record Value<T>(T value, String problem) {}

    private final Callable<T> source;
    private final ExecutorService threads;
    private final long interval;
    private volatile Value<T> latest = new Value<>(null, null);
    private CompletableFuture<?> underWay;
    private long next = System.nanoTime();

    /**
     * @param millis for how long a value is as good as a new one
     */
    Refreshed(Callable<T> source, ExecutorService threads, long millis) {
        this.source = source;
        this.threads = threads;
        this.interval = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** A new value, if there is one within a second; otherwise the one before. */
    Value<T> get() {
        try {
            refresh().get(PATIENCE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // it takes longer
        }
        return latest;
    }

    private synchronized CompletableFuture<?> refresh() {
        if (underWay == null || underWay.isDone() && System.nanoTime() - next >= 0) {
            underWay = CompletableFuture.runAsync(this::findOut, threads);
        }
        return underWay;
    }

    private void findOut() {
        long begun = System.nanoTime();
        try {
            latest = new Value<>(source.call(), null);
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            latest = new Value<>(null, Text.shown(cause));
        }
        long ended = System.nanoTime();
        next = ended + Math.max(interval, 10 * (ended - begun));
    }
}
