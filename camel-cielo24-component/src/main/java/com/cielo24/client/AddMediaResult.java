package com.cielo24.client;

/**
 * The media is the job's (page "Add Media To Job", Responses, 200).
 *
 * @param jobId      the job
 * @param jobCreated whether the same call created the job
 * @param taskId     the service's id of the task that takes the media in
 * @param bytesSent  size of the upload in bytes; 0 for a URL, as the service fetches that itself
 */
public record AddMediaResult(String jobId, boolean jobCreated, String taskId, long bytesSent) {}
