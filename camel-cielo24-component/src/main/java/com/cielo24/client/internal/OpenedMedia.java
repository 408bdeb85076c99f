package com.cielo24.client.internal;

import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Media;
import com.cielo24.client.PreparedMedia;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Media whose job is known.
 *
 * @param own     the job, if it is the media's own; otherwise {@code null}
 * @param content of an upload; {@code null} for a URL
 */
record OpenedMedia(String jobId, MediaJob own, Media.Content content, Sending sending) implements PreparedMedia {

    private static final Logger LOG = LoggerFactory.getLogger(OpenedMedia.class);

    /** Sends it. */
    @FunctionalInterface
    interface Sending {
        AddMediaResult to(String jobId) throws Cielo24Exception;
    }

    @Override
    public boolean isOwnJob() {
        return own != null;
    }

    @Override
    public boolean isJobCreated() {
        return own != null && own.isCreated();
    }

    @Override
    public long length() {
        return content == null ? 0 : content.length();
    }

    @Override
    public AddMediaResult send() throws Cielo24Exception {
        if (own == null) {
            return sending.to(jobId);
        }
        try {
            return own.result(sending.to(jobId));
        } catch (Cielo24ServiceException e) {
            throw own.explained(e);
        }
    }

    @Override
    public void close() {
        if (content != null) {
            close(jobId, content);
        }
    }

    static void close(String jobId, Media.Content content) {
        try {
            content.close();
        } catch (Throwable e) {
            // the outcome is already known
            LOG.debug("Job {}: could not close the media", jobId, e);
        }
    }
}
