package com.cielo24.simulator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A job that was created by {@code /api/job/new}.
 *
 * @param jobId      32 hex digits
 * @param taskId     what the client was answered besides it: 32 hex digits
 * @param account    the username of the account whose token was used
 * @param parameters what the job was created with, decoded, under the names of the service, such as {@code external_id}
 * @param createdAt  when it was created
 */
public record CreatedJob(
        String jobId, String taskId, String account, Map<String, String> parameters, Instant createdAt) {

    public CreatedJob {
        parameters = Map.copyOf(parameters);
    }

    /** The id that the client gave it, if any. */
    public Optional<String> externalId() {
        return Optional.ofNullable(parameters.get("external_id"));
    }

    /** The sub-account in which it was created, or else the account. */
    String owner() {
        return parameters.getOrDefault("username", account);
    }

    Optional<String> name() {
        return Optional.ofNullable(parameters.get("job_name"));
    }

    String language() {
        return parameters.getOrDefault("language", "en");
    }
}
