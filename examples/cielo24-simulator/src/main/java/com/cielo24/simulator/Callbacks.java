package com.cielo24.simulator;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls back when jobs are complete: for each order with a callback URL, once for each version that it wants returned.
 * What is not answered with 200 is sent again, three times at most. Thread-safe.
 */
final class Callbacks implements AutoCloseable {
    private static final int ATTEMPTS = 4;
    private static final int THREADS = 8;
    private static final int MAX_RECORDS = 10_000;

    private final JobStore jobs;
    private final Duration retryAfter;
    private final boolean anywhere;
    private final Consumer<Outcome> outcomes;
    private final ScheduledThreadPoolExecutor threads;
    private final Deque<Callback> sent = new ArrayDeque<>();
    private final Map<String, Fault.OfOrder> faults = new HashMap<>();

    /** What began before a reset must not end after it. */
    private int resets;

    /**
     * @param retryAfter from an attempt that failed to the next
     * @param anywhere   whether other machines are called, too
     */
    Callbacks(JobStore jobs, Duration retryAfter, boolean anywhere, Consumer<Outcome> outcomes) {
        this.jobs = jobs;
        this.retryAfter = retryAfter;
        this.anywhere = anywhere;
        this.outcomes = outcomes;
        threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "cielo24-simulator-callback");
            thread.setDaemon(true);
            return thread;
        });
        threads.setKeepAliveTime(1, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setRemoveOnCancelPolicy(true);
    }

    /** The callbacks of an order, which may be scheduled later, will go wrong. */
    synchronized void misbehave(Order order, Fault.OfOrder fault) {
        faults.put(order.taskId(), fault);
    }

    /**
     * Plans the callbacks of an order.
     *
     * @param transcription has started; a failure is not called back
     */
    synchronized void schedule(Order order, Transcription transcription) {
        Fault.OfOrder fault = faults.remove(order.taskId());
        if (order.parameter("callback_url").isEmpty()) {
            return;
        }
        Instant now = Instant.now();
        Instant end = transcription.endsAt().orElseThrow();
        Duration wait = Duration.between(now, end.isAfter(now) ? end : now)
                .plus(fault instanceof Fault.CallbackLate late ? late.delay() : Duration.ZERO);
        int copies = fault instanceof Fault.CallbackRepeated repeated ? repeated.times() : 1;
        boolean lost = transcription.fails() || fault instanceof Fault.CallbackLost;
        for (URI url : urls(order, end)) {
            if (fault instanceof Fault.CallbackEarly) {
                deliver(order.jobId(), url, 1, Duration.ZERO);
            } else if (fault instanceof Fault.CallbackForged) {
                deliver(order.jobId(), CallbackUrl.forged(url), 1, Duration.ZERO);
            }
            for (int i = 0; i < copies && !lost; i++) {
                deliver(order.jobId(), url, ATTEMPTS, wait);
            }
        }
    }

    private List<URI> urls(Order order, Instant end) {
        CallbackUrl url = new CallbackUrl(order.parameter("callback_url").orElseThrow());
        OrderOptions options = order.options().orElse(OrderOptions.NONE);
        String name = jobs.find(order.jobId()).flatMap(CreatedJob::name).orElse("");
        String version = LocalDateTime.ofInstant(end.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC)
                .toString();
        return options.returns().stream()
                .map(iwp -> {
                    Map<String, String> tags = new LinkedHashMap<>(options.metadata());
                    tags.putAll(CallbackUrl.tags(order.jobId(), name, version, iwp));
                    return url.filled(tags);
                })
                .toList();
    }

    /** Calls once and now, whatever there is to call for. */
    synchronized void send(URI url) {
        deliver("-", url, 1, Duration.ZERO);
    }

    private void deliver(String jobId, URI url, int attempts, Duration after) {
        schedule(new Delivery(jobId, url, attempts, resets), 1, after);
    }

    private void schedule(Delivery delivery, int attempt, Duration after) {
        threads.schedule(() -> deliver(delivery, attempt), after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void deliver(Delivery delivery, int attempt) {
        if (isObsolete(delivery)) {
            return;
        }
        Instant now = Instant.now();
        int status = 0;
        String result = "not sent: the host is not this machine; --callbacks-anywhere or callbacksAnywhere() allows it";
        boolean allowed = anywhere || BrowserGuard.isLoopback(delivery.url().getHost());
        if (allowed) {
            try {
                status = new CallbackRequest(delivery.url()).send();
                result = "answered with " + status;
            } catch (IOException e) {
                result = "failed: " + e;
            }
        }
        Callback callback = new Callback(delivery.jobId(), delivery.url().toString(), attempt, now, status, result);
        if (record(callback, delivery)) {
            outcomes.accept(new Outcome(callback.jobId(), "callback", 0, result + ", attempt " + attempt));
            if (allowed && status != 200 && attempt < delivery.attempts()) {
                schedule(delivery, attempt + 1, retryAfter);
            }
        }
    }

    private synchronized boolean isObsolete(Delivery delivery) {
        return delivery.epoch() != resets || jobs.isDeleted(delivery.jobId());
    }

    private synchronized boolean record(Callback callback, Delivery delivery) {
        if (isObsolete(delivery)) {
            return false;
        }
        sent.addLast(callback);
        if (sent.size() > MAX_RECORDS) {
            sent.removeFirst();
        }
        return true;
    }

    /** The newest attempts that have ended, in the order in which they did. */
    synchronized List<Callback> sent() {
        return List.copyOf(sent);
    }

    /** Drops what is still to be sent as well. */
    synchronized void clear() {
        resets++;
        threads.getQueue().clear();
        faults.clear();
        sent.clear();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One callback with its attempts. */
    private record Delivery(String jobId, URI url, int attempts, int epoch) {}
}
