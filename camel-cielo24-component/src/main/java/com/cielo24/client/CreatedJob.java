package com.cielo24.client;

/**
 * The service has made a job.
 *
 * @param jobId  its id, which {@code addMedia} needs
 * @param taskId the service's id of the task that made it; {@code null} if the answer named none
 */
public record CreatedJob(String jobId, String taskId) {}
