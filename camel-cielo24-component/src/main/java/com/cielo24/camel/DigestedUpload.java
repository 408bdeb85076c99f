package com.cielo24.camel;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.cielo24.client.Media;

/**
 * Computes the SHA-256 of exactly the bytes that are sent.
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

    /** Starts again if the upload is sent a second time. */
    private InputStream digested(InputStream stream) {
        digest.reset();
        return new DigestInputStream(stream, digest);
    }

    /**
     * @return the checksum in lower-case hex digits; to be called once, after the upload
     */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
