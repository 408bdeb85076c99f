package com.cielo24.examples.queue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * What a message asks for.
 *
 * @param jobId          the job, hex digits in lower case
 * @param mediaUrl       the URL to add; {@code null} for a file
 * @param file           the file to add, relative to the media root; {@code null} for a URL
 * @param allowDuplicate whether the service may use the URL for several jobs
 * @param correlationId  the sender's own, or {@code null}
 */
record MediaRequest(String jobId, String mediaUrl, String file, boolean allowDuplicate, String correlationId) {

    MediaRequest {
        file = file == null ? null : plain(file);
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
        return (mediaUrl != null ? "a URL" : file) + " to job " + jobId;
    }

    @Override
    public String toString() {
        return shown();
    }
}
