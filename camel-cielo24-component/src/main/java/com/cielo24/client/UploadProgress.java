package com.cielo24.client;

/**
 * Told how an upload moves on, by the thread that sends it, after each piece of at most 112 KB. It must return at once.
 */
@FunctionalInterface
public interface UploadProgress {

    /** Does nothing. */
    UploadProgress NONE = (sent, total) -> {};

    /**
     * The job of the media is known: it was created, or found by its external id. Not called where the caller names the
     * job.
     *
     * @param jobId its id
     */
    default void job(String jobId) {}

    /**
     * The media is open and of a fit size, and its job is known; nothing of it was sent yet.
     *
     * @param total size of the upload in bytes
     */
    default void begins(long total) {}

    /**
     * @param sent  bytes handed to the network so far
     * @param total size of the upload in bytes
     */
    void sent(long sent, long total);
}
