package com.cielo24.client;

/**
 * Notified of the progress of an upload, after each piece of at most 112 KiB. Called by the sending thread, so it must
 * return at once.
 */
@FunctionalInterface
public interface UploadProgress {

    /** Does nothing. */
    UploadProgress NONE = (sent, total) -> {};

    /**
     * The job of the media was created, or found by its external id. Not called if the caller names the job.
     *
     * @param jobId its id
     */
    default void job(String jobId) {}

    /**
     * The media is open and of a valid size, and its job is known. Nothing has been sent yet.
     *
     * @param total size of the upload in bytes
     */
    default void started(long total) {}

    /**
     * @param sent  bytes passed to the network so far
     * @param total size of the upload in bytes
     */
    void sent(long sent, long total);
}
