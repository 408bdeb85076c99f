package com.cielo24.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All orders, and the transcriptions that they started. Thread-safe. */
final class Transcriptions {
    private final Optional<Memory> memory;
    private final List<Order> orders = new ArrayList<>();
    private final Map<String, Transcription> byJob = new HashMap<>();

    Transcriptions(JobStore jobs, Optional<Memory> memory) {
        this.memory = memory;
        for (Transcription earlier : memory.map(Memory::transcriptions).orElse(List.of())) {
            attach(earlier);
        }
        memory.map(Memory::authorizations)
                .orElse(Map.of())
                .forEach((jobId, at) -> byJob.computeIfPresent(jobId, (id, held) -> held.authorized(at)));
        byJob.keySet().removeIf(jobs::isDeleted);
    }

    /**
     * @param ordered with one order; the state of a job that was ordered before does not change
     * @return the transcription of the job
     * @throws StorageException if it cannot be remembered
     */
    synchronized Transcription add(Transcription ordered) throws StorageException {
        if (memory.isPresent()) {
            memory.get().add(ordered);
        }
        attach(ordered);
        return byJob.get(ordered.order().jobId());
    }

    private void attach(Transcription ordered) {
        orders.add(ordered.order());
        byJob.merge(ordered.order().jobId(), ordered, (first, second) -> first.with(second.order()));
    }

    synchronized Optional<Transcription> of(String jobId) {
        return Optional.ofNullable(byJob.get(jobId));
    }

    /**
     * Authorizes a job that waits for it, and no other.
     *
     * @return its transcription, if it starts now
     */
    synchronized Optional<Transcription> authorize(String jobId) throws StorageException {
        Optional<Transcription> waiting = of(jobId).filter(Transcription::isAuthorizing);
        if (waiting.isEmpty()) {
            return waiting;
        }
        Instant now = Instant.now();
        if (memory.isPresent()) {
            memory.get().addAuthorization(jobId, now);
        }
        byJob.put(jobId, waiting.get().authorized(now));
        return of(jobId);
    }

    synchronized List<Transcription> all() {
        return List.copyOf(byJob.values());
    }

    /** Of a job that is deleted. Its orders were made nevertheless. */
    synchronized void remove(String jobId) {
        byJob.remove(jobId);
    }

    /** In the order in which they were accepted, also those of jobs that were deleted. */
    synchronized List<Order> orders() {
        return List.copyOf(orders);
    }

    synchronized void clear() {
        orders.clear();
        byJob.clear();
    }
}
