package com.cielo24.client;

/**
 * A job that does not exist any more.
 *
 * @param jobId   the job
 * @param taskId  the service's id of the task that deletes it; {@code null} if there was no such job
 * @param deleted whether this call deleted it; {@code false} if the account has no job with this id, for example because an
 *                earlier call deleted it
 */
public record DeletedJob(String jobId, String taskId, boolean deleted) {}
