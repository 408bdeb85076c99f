package com.cielo24.client;

/**
 * A job that the service has created, or that was found by its external id.
 *
 * @param jobId   its id, which {@code addMedia} needs
 * @param taskId  the service's id of the task that created it; {@code null} if the answer has none, or the job was
 *                found
 * @param created whether this call is known to have created the job; {@code false} if it was found, even if this call
 *                created it and the answer was lost
 */
public record CreatedJob(String jobId, String taskId, boolean created) {}
