package com.cielo24.client;

/**
 * The service has attached the media to the job (page "Add Media To Job", Responses, 200).
 *
 * @param jobId      the job
 * @param jobCreated whether the same call created the job
 * @param taskId     the service's id of the task that processes the media
 * @param bytesSent  size of the upload in bytes; 0 for a URL, which the service fetches itself
 */
public record AddMediaResult(String jobId, boolean jobCreated, String taskId, long bytesSent) {}
