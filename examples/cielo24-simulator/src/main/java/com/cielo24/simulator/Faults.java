package com.cielo24.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The faults of a simulator. Faults for a call take precedence over those for a job, these over faults queued for the
 * next requests, and these over faults that apply always or sometimes. At most one fault applies to a request. To requests
 * that add no media, such as a login, only faults {@link #forCall for their call} apply. Thread-safe.
 */
public final class Faults {
    private final Map<String, Queue<Fault>> byPath = new HashMap<>();
    private final Map<String, Queue<Fault>> byJob = new HashMap<>();
    private final Queue<Fault> queue = new ArrayDeque<>();
    private Background background = Background.NONE;
    private final Map<String, Background> backgroundByPath = new HashMap<>();

    private final Set<String> calls;
    private final Predicate<String> jobs;

    /**
     * Faults for each request that meets no other.
     *
     * @param words null if there are none
     */
    private record Background(String words, Supplier<Fault> choice) {
        static final Background NONE = new Background(null, () -> null);
    }

    /**
     * @param calls the paths that there are
     * @param jobs  whether an id, in lower case, can be one of a job
     */
    Faults(Set<String> calls, Predicate<String> jobs) {
        this.calls = calls;
        this.jobs = jobs;
    }

    /** The next request meets this fault, after those already queued. */
    public void next(Fault fault) {
        next(fault, 1);
    }

    /**
     * Applies a fault to the next requests, after those already queued: to orders, if it is a fault of an order.
     *
     * @param times at least 1
     */
    public synchronized void next(Fault fault, int times) {
        if (fault instanceof Fault.OfOrder) {
            forCall(OrderCall.PATH, fault, times);
        } else {
            add(queue, fault, times);
        }
    }

    /**
     * Applies a fault to the next requests for a job.
     *
     * @param jobId 32 hex digits, or the id of a job that was given to the simulator
     * @param times at least 1
     * @throws IllegalArgumentException if no job can have this id, or if it is a fault of an order
     */
    public synchronized void forJob(String jobId, Fault fault, int times) {
        String id = jobId.toLowerCase(Locale.ROOT);
        check(
                id.matches("[0-9a-f]+") && jobs.test(id),
                "the id of a job must be 32 hex digits, or one that the simulator was given");
        checkForMedia(fault);
        add(byJob.computeIfAbsent(id, key -> new ArrayDeque<>()), fault, times);
    }

    /**
     * Applies a fault to the next requests for one call of the service.
     *
     * @param path such as {@code /api/account/login}
     * @param times at least 1
     * @throws IllegalArgumentException if no call has this path, or if it is a fault of an order and the call is another
     */
    public synchronized void forCall(String path, Fault fault, int times) {
        checkForCall(path, fault);
        add(byPath.computeIfAbsent(path, key -> new ArrayDeque<>()), fault, times);
    }

    private static void add(Queue<Fault> faults, Fault fault, int times) {
        check(fault != null, "there must be a fault");
        check(times >= 1, "times must be at least 1");
        for (int i = 0; i < times; i++) {
            faults.add(fault);
        }
    }

    /** What is for orders could never happen to media. */
    private static void checkForMedia(Fault fault) {
        check(
                !(fault instanceof Fault.OfOrder),
                "a fault of an order applies to the next orders, not to a job or always");
    }

    private void checkForCall(String path, Fault fault) {
        check(calls.contains(path), "there is no such call; a path is one of " + calls);
        check(
                path.equals(OrderCall.PATH) || !(fault instanceof Fault.OfOrder),
                "a fault of an order applies to " + OrderCall.PATH + " only");
    }

    /** Every request meets this fault, in place of an earlier {@code always} or {@code sometimes}. */
    public synchronized void always(Fault fault) {
        check(fault != null, "there must be a fault");
        checkForMedia(fault);
        background = new Background("always: " + fault, () -> fault);
    }

    /**
     * Applies one of these faults to each request with this probability. Replaces an earlier {@code always} or
     * {@code sometimes}.
     *
     * @param probability 0 to 1
     * @param seed the same seed gives the same faults in the same order of requests
     * @throws IllegalArgumentException if the probability is out of range or there is no fault
     */
    public synchronized void sometimes(double probability, long seed, Fault... faults) {
        Background chosen = choice(probability, seed, faults);
        Arrays.asList(faults).forEach(Faults::checkForMedia);
        background = chosen;
    }

    /**
     * The same for the requests for one call of the service. Faults {@link #forCall for their call} take precedence.
     *
     * @param path such as {@code /api/job/perform_transcription}
     * @throws IllegalArgumentException as above, or if no call has this path, or a fault of an order is for another call
     */
    public synchronized void sometimesForCall(String path, double probability, long seed, Fault... faults) {
        Background chosen = choice(probability, seed, faults);
        Arrays.asList(faults).forEach(fault -> checkForCall(path, fault));
        backgroundByPath.put(path, chosen);
    }

    private static Background choice(double probability, long seed, Fault... faults) {
        check(
                probability >= 0
                        && probability <= 1
                        && faults.length > 0
                        && !Arrays.asList(faults).contains(null),
                "needs a probability from 0 to 1 and at least one fault");
        Random random = new Random(seed);
        List<Fault> choice = List.of(faults);
        return new Background(
                "with probability " + probability + ": " + choice,
                () -> random.nextDouble() < probability ? choice.get(random.nextInt(choice.size())) : null);
    }

    /** What is still to come, the next first: whom it is for, and which fault. */
    public synchronized List<String> pending() {
        List<String> pending = new ArrayList<>();
        byPath.forEach((path, faults) -> faults.forEach(fault -> pending.add(path + ": " + fault)));
        backgroundByPath.forEach((path, some) -> pending.add(path + ": " + some.words()));
        byJob.forEach((job, faults) -> faults.forEach(fault -> pending.add("job " + job + ": " + fault)));
        queue.forEach(fault -> pending.add("next: " + fault));
        if (background.words() != null) {
            pending.add(background.words());
        }
        return pending;
    }

    /** From now on it behaves. Requests that already met a fault are not changed. */
    public synchronized void clear() {
        byPath.clear();
        backgroundByPath.clear();
        byJob.clear();
        queue.clear();
        background = Background.NONE;
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
        Fault sometimes =
                backgroundByPath.getOrDefault(path, Background.NONE).choice().get();
        if (sometimes != null) {
            return Optional.of(sometimes);
        }
        boolean addsMedia = path.equals(AddMediaRequest.PATH) || path.equals(AddMediaRequest.EMBEDDED_PATH);
        return addsMedia ? take(jobId) : Optional.empty();
    }

    synchronized Optional<Fault> take(String jobId) {
        Queue<Fault> ofJob = jobId == null ? null : byJob.get(jobId.toLowerCase(Locale.ROOT));
        if (ofJob != null && !ofJob.isEmpty()) {
            return Optional.of(ofJob.remove());
        }
        return Optional.ofNullable(queue.isEmpty() ? background.choice().get() : queue.remove());
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}
