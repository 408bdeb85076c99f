package com.cielo24.examples.queue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

import com.cielo24.camel.Cielo24Constants;

/**
 * What a message asks for.
 *
 * @param jobId          the job, hex digits in lower case; {@code null} as long as it has to be made
 * @param newJob         the headers of {@code cielo24:createJob}; {@code null} where the message names its job
 * @param mediaUrl       the URL to add; {@code null} for a file
 * @param file           the file to add, relative to the media root; {@code null} for a URL
 * @param allowDuplicate whether the service may use the URL for several jobs
 * @param correlationId  the sender's own, or {@code null}
 */
record MediaRequest(
        String jobId,
        Map<String, Object> newJob,
        String mediaUrl,
        String file,
        boolean allowDuplicate,
        String correlationId) {

    MediaRequest {
        file = file == null ? null : plain(file);
    }

    /**
     * The job to make, with an external id by which it is found again. Unless the sender gives one, it is made of the
     * media's name: the message is all that a worker has who comes after a crash.
     */
    Map<String, Object> jobToMake() {
        Map<String, Object> headers = new HashMap<>(newJob);
        headers.putIfAbsent(Cielo24Constants.EXTERNAL_ID, "media-" + key().substring(0, 32));
        if (file != null) {
            headers.putIfAbsent(Cielo24Constants.JOB_NAME, file);
        }
        return headers;
    }

    MediaRequest withJobId(String id) {
        return new MediaRequest(id, newJob, mediaUrl, file, allowDuplicate, correlationId);
    }

    /** One name for one file: without {@code ./} and double slashes. */
    private static String plain(String path) {
        return (path.startsWith("/") ? "/" : "")
                + Arrays.stream(path.split("/"))
                        .filter(part -> !part.isEmpty() && !part.equals("."))
                        .collect(Collectors.joining("/"));
    }

    /** By which the ledger knows the media: 64 hex digits. A URL may be a secret, so it is never written there. */
    String key() {
        String media = mediaUrl != null ? "url " + mediaUrl : "file " + file;
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(media.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** For a person; without the URL. */
    String shown() {
        return (mediaUrl != null ? "a URL" : file) + (jobId != null ? " to job " + jobId : " to a job of its own");
    }

    @Override
    public String toString() {
        return shown();
    }
}
