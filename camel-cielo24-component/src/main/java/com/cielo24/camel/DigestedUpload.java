package com.cielo24.camel;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.cielo24.client.Media;

/**
 * Takes the SHA-256 of an upload from the very bytes that are sent.
 */
final class DigestedUpload implements Media.Upload {

    private final Media.Upload upload;
    private MessageDigest digest;

    DigestedUpload(Media.Upload upload) {
        this.upload = upload;
    }

    @Override
    public Media.Content open(Media.Preparation preparation) throws IOException {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
        Media.Content content = upload.open(preparation);
        return new Media.Content(
                digested(content.stream()),
                content.length(),
                content.lastCheck(),
                content.isRepeatable() ? () -> digested(content.source().stream()) : null);
    }

    @Override
    public String key() throws IOException {
        return upload.key();
    }

    @Override
    public void abandon() throws IOException {
        upload.abandon();
    }

    /** What was sent before, and refused, does not count. */
    private InputStream digested(InputStream stream) {
        digest.reset();
        return new DigestInputStream(stream, digest);
    }

    /**
     * @return the checksum of all that was sent, in lower-case hex digits; ask once, after it was sent
     */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
