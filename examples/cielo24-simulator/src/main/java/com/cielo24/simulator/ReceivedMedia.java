package com.cielo24.simulator;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The media of one job.
 *
 * @param jobId the job, in lower case
 * @param taskId what the client was answered: 32 hex digits
 * @param mode {@link #URL}, {@link #EMBEDDED} or {@link #UPLOAD}
 * @param mediaUrl the decoded media_url; null for an upload
 * @param bytes the size of the upload; 0 for a URL, which the simulator never fetches
 * @param sha256 of the uploaded bytes, 64 hex digits; null for a URL, and where nothing was hashed
 * @param file where the uploaded bytes are kept; null for a URL and where the simulator has no media folder
 * @param receivedAt when the media was attached to its job
 */
public record ReceivedMedia(
        String jobId,
        String taskId,
        String mode,
        String mediaUrl,
        long bytes,
        String sha256,
        Path file,
        Instant receivedAt) {

    /** The mode of media that was added by its URL. */
    public static final String URL = "url";

    /** The mode of media on a page, added by add_media_url. */
    public static final String EMBEDDED = "embedded";

    /** The mode of media that was uploaded. */
    public static final String UPLOAD = "upload";
}
