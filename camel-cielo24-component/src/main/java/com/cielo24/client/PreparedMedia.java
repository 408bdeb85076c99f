package com.cielo24.client;

/**
 * Media that was checked and opened, with the job that it is for. Nothing of it has been sent. For callers that have
 * something to do once both are known, such as to claim the job. To be closed, whether it was sent or not.
 */
public interface PreparedMedia extends AutoCloseable {

    /**
     * @return the job, which exists if it is the media's own
     */
    String jobId();

    /**
     * Whether the job is one for this media only: it was created for it, or found by its external id.
     *
     * @return {@code false} if the caller has named the job
     */
    boolean isOwnJob();

    /**
     * @return whether the job was created by this call, so that it certainly has no media
     */
    boolean isJobCreated();

    /**
     * @return size of the upload in bytes; 0 for a URL
     */
    long length();

    /**
     * Sends the media. To be called once.
     *
     * @return                  the service's confirmation
     * @throws Cielo24Exception as {@link Cielo24Client#addMedia}
     */
    AddMediaResult send() throws Cielo24Exception;

    /** Closes the media. Never throws. */
    @Override
    void close();
}
