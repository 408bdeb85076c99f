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

    /** The latest value, or why there is none. */
    record Value<T>(T value, String problem) {}

    private final Callable<T> source;
    private final ExecutorService threads;
    private final long interval;
    private volatile Value<T> latest = new Value<>(null, null);
    private CompletableFuture<Value<T>> underWay;
    private volatile long next = System.nanoTime();

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
        return refresh().copy().completeOnTimeout(latest, 1, TimeUnit.SECONDS).join();
    }

    private synchronized CompletableFuture<Value<T>> refresh() {
        if (underWay == null || underWay.isDone() && System.nanoTime() - next >= 0) {
            underWay = CompletableFuture.supplyAsync(this::findOut, threads);
        }
        return underWay;
    }

    private Value<T> findOut() {
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
        return latest;
    }
}
