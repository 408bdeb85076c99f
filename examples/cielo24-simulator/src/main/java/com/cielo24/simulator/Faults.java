package com.cielo24.simulator;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.function.Supplier;

/**
 * When a simulator misbehaves. A fault for a call comes before one for a job, that before the ones queued for the next
 * requests, and those come before what applies always or sometimes. A request takes one fault at most. A request that
 * adds no media, such as a login, meets only what is {@link #forCall for its call}. Thread-safe.
 */
public final class Faults {
    private final Map<String, Queue<Fault>> byPath = new HashMap<>();
    private final Map<String, Queue<Fault>> byJob = new HashMap<>();
    private final Queue<Fault> queue = new ArrayDeque<>();
    private Supplier<Fault> background = () -> null;

    Faults() {}

    /** The next request meets this fault, after those already queued. */
    public void next(Fault fault) {
        next(fault, 1);
    }

    /** The next requests meet this fault, after those already queued. */
    public synchronized void next(Fault fault, int times) {
        for (int i = 0; i < times; i++) {
            queue.add(fault);
        }
    }

    /** The next requests for this job meet this fault. */
    public synchronized void forJob(String jobId, Fault fault, int times) {
        Queue<Fault> faults = byJob.computeIfAbsent(jobId.toLowerCase(Locale.ROOT), id -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            faults.add(fault);
        }
    }

    /**
     * The next requests for one call of the service meet this fault.
     *
     * @param path such as {@code /api/account/login}
     */
    public synchronized void forCall(String path, Fault fault, int times) {
        Queue<Fault> faults = byPath.computeIfAbsent(path, key -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            faults.add(fault);
        }
    }

    /** Every request meets this fault, in place of an earlier {@code always} or {@code sometimes}. */
    public synchronized void always(Fault fault) {
        background = () -> fault;
    }

    /**
     * A request meets one of these faults with this probability, in place of an earlier {@code always} or
     * {@code sometimes}.
     *
     * @param probability 0 to 1
     * @param seed the same seed gives the same faults in the same order of requests
     * @throws IllegalArgumentException if the probability is out of range or there is no fault
     */
    public synchronized void sometimes(double probability, long seed, Fault... faults) {
        if (!(probability >= 0 && probability <= 1) || faults.length == 0) {
            throw new IllegalArgumentException("needs a probability from 0 to 1 and at least one fault");
        }
        Random random = new Random(seed);
        List<Fault> choice = List.of(faults);
        background = () -> random.nextDouble() < probability ? choice.get(random.nextInt(choice.size())) : null;
    }

    /** From now on it behaves. Requests that already met a fault are not changed. */
    public synchronized void clear() {
        byPath.clear();
        byJob.clear();
        queue.clear();
        background = () -> null;
    }

    /**
     * @param path  the path of the request
     * @param jobId the job of the request, or null where it names none
     */
    synchronized Optional<Fault> take(String path, String jobId) {
        Queue<Fault> ofCall = byPath.get(path);
        if (ofCall != null && !ofCall.isEmpty()) {
            return Optional.of(ofCall.remove());
        }
        return path.startsWith(AddMediaRequest.PATH) ? take(jobId) : Optional.empty();
    }

    synchronized Optional<Fault> take(String jobId) {
        Queue<Fault> ofJob = jobId == null ? null : byJob.get(jobId.toLowerCase(Locale.ROOT));
        if (ofJob != null && !ofJob.isEmpty()) {
            return Optional.of(ofJob.remove());
        }
        return Optional.ofNullable(queue.isEmpty() ? background.get() : queue.remove());
    }
}
