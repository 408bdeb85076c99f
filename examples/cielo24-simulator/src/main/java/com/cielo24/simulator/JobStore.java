package com.cielo24.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The jobs that exist: those that are there from the start, and those that were made. Thread-safe. */
final class JobStore {
    private final Set<String> given;
    private final Map<String, CreatedJob> created = new LinkedHashMap<>();

    /**
     * @param given the ids of the jobs that are there from the start, in lower case; null for every id of 32 hex digits
     */
    JobStore(Set<String> given) {
        this.given = given;
    }

    synchronized boolean exists(String jobId) {
        return created.containsKey(jobId) || (given == null ? jobId.length() == 32 : given.contains(jobId));
    }

    /**
     * @throws Refusal if the account has a job with the same external id, and a duplicate is not allowed
     */
    synchronized CreatedJob create(Account account, Map<String, String> parameters, boolean duplicate) throws Refusal {
        CreatedJob job = new CreatedJob(HexId.random(), HexId.random(), account.username(), parameters, Instant.now());
        if (!duplicate && job.externalId().isPresent() && isUsed(job)) {
            throw new Refusal(
                    ServiceError.INVALID_QUERY,
                    "There is a job with this external_id: is_duplicate=true allows another");
        }
        created.put(job.jobId(), job);
        return job;
    }

    private boolean isUsed(CreatedJob job) {
        return created.values().stream()
                .anyMatch(other -> other.account().equals(job.account())
                        && other.externalId().equals(job.externalId()));
    }

    synchronized Optional<CreatedJob> find(String jobId) {
        return Optional.ofNullable(created.get(jobId));
    }

    /** In the order in which they were made. */
    synchronized List<CreatedJob> all() {
        return List.copyOf(created.values());
    }
}
