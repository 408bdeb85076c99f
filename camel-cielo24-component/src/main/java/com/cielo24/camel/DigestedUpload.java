package com.cielo24.camel;

import java.io.IOException;
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
    public Media.Content open() throws IOException {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform must have SHA-256", e);
        }
        Media.Content content = upload.open();
        return new Media.Content(new DigestInputStream(content.stream(), digest), content.length(), content.exact());
    }

    /**
     * @return the checksum of all that was sent, in lower-case hex digits; ask once, after it was sent
     */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
