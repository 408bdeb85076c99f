package com.cielo24.simulator;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The jobs that exist, each of one account: those that are there from the start, and those that were created.
 * Thread-safe.
 */
final class JobStore {
    private final Set<String> given;
    private final String firstAccount;
    private final boolean any;
    private final Optional<Memory> memory;
    private final Map<String, CreatedJob> created = new LinkedHashMap<>();

    /** The accounts of jobs that nobody created, but that have media. */
    private final Map<String, String> adopted = new LinkedHashMap<>();

    private final Set<String> deleted = new HashSet<>();

    /**
     * @param given        the ids of the jobs that are there from the start, in lower case
     * @param firstAccount the username of the account that owns them
     * @param any          whether every id of 32 hex digits is a job, of the account that adds media to it
     */
    JobStore(Set<String> given, String firstAccount, boolean any, Optional<Memory> memory) {
        this.given = given;
        this.firstAccount = firstAccount;
        this.any = any;
        this.memory = memory;
        memory.ifPresent(known -> {
            known.jobs().forEach(job -> created.put(job.jobId(), job));
            deleted.addAll(known.deletions());
            created.keySet().removeAll(deleted);
        });
    }

    /**
     * @param jobId in lower case
     * @throws Refusal if the account has no such job; accounts are kept apart
     */
    synchronized void require(String jobId, String account) throws Refusal {
        if (!exists(jobId, account)) {
            throw new Refusal(ServiceError.ITEM_NOT_FOUND, "There is no such job");
        }
    }

    /**
     * @param jobId in lower case
     * @return whether a job has this id, or can get it
     */
    synchronized boolean canExist(String jobId) {
        return jobId.length() == HexId.LENGTH
                || given.contains(jobId)
                || created.containsKey(jobId)
                || adopted.containsKey(jobId);
    }

    private boolean exists(String jobId, String account) {
        if (deleted.contains(jobId)) {
            return false;
        }
        CreatedJob job = created.get(jobId);
        if (job != null) {
            return job.account().equals(account);
        }
        if (given.contains(jobId)) {
            return account.equals(firstAccount);
        }
        boolean mayBeAny = any && jobId.length() == HexId.LENGTH || adopted.containsKey(jobId);
        return mayBeAny && adopted.getOrDefault(jobId, account).equals(account);
    }

    /** A job that got media belongs to the account that added it, whoever created it or not. */
    synchronized void adopt(String jobId, String account) {
        if (!created.containsKey(jobId) && !given.contains(jobId)) {
            adopted.put(jobId, account);
        }
    }

    /**
     * @throws Refusal          if the account has a job with the same external id, and a duplicate is not allowed
     * @throws StorageException if the job cannot be remembered
     */
    synchronized CreatedJob create(String account, Map<String, String> parameters, boolean duplicate)
            throws Refusal, StorageException {
        CreatedJob job = new CreatedJob(HexId.random(), HexId.random(), account, parameters, Instant.now());
        if (!duplicate && job.externalId().isPresent() && isUsed(job)) {
            throw new Refusal(
                    ServiceError.INVALID_QUERY,
                    "There is a job with this external_id: is_duplicate=true allows another");
        }
        if (memory.isPresent()) {
            memory.get().add(job);
        }
        created.put(job.jobId(), job);
        return job;
    }

    /**
     * From now on there is no such job. Its external id is free again.
     *
     * @throws StorageException if it cannot be remembered
     */
    synchronized void delete(String jobId) throws StorageException {
        if (memory.isPresent()) {
            memory.get().addDeletion(jobId);
        }
        deleted.add(jobId);
        created.remove(jobId);
        adopted.remove(jobId);
    }

    synchronized boolean isDeleted(String jobId) {
        return deleted.contains(jobId);
    }

    private boolean isUsed(CreatedJob job) {
        return created.values().stream()
                .anyMatch(other -> other.account().equals(job.account())
                        && other.externalId().equals(job.externalId()));
    }

    synchronized Optional<CreatedJob> find(String jobId) {
        return Optional.ofNullable(created.get(jobId));
    }

    /** The ids of the account's jobs that nobody created: those that were given, and those that have media. */
    synchronized List<String> notCreated(String account) {
        Stream<String> own = account.equals(firstAccount)
                ? given.stream().filter(id -> !deleted.contains(id)).sorted()
                : Stream.empty();
        return Stream.concat(own, adopted.keySet().stream().filter(id -> adopted.get(id)
                        .equals(account)))
                .toList();
    }

    /** In the order in which they were created. */
    synchronized List<CreatedJob> all() {
        return List.copyOf(created.values());
    }

    /** Forgets what was created. */
    synchronized void clear() {
        created.clear();
        adopted.clear();
        deleted.clear();
    }
}
