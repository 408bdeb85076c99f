package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The id by which the job of a file is found again: the same file gives the same one, whenever it is asked and whoever
 * asks. The service refuses a second job with it.
 *
 * @param byContent whether the content counts, and not the name, size and time
 */
record ExternalId(boolean byContent) {

    private static final int BUFFER_SIZE = 128 * 1024;

    /**
     * @param path in the inbox: relative, with slashes
     */
    String of(Path file, String path, FileState state) throws IOException {
        MessageDigest digest = sha256();
        if (byContent) {
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                byte[] buffer = new byte[BUFFER_SIZE];
                while (in.read(buffer) >= 0) {
                    // the digest takes it
                }
            }
        } else {
            String text = path + '\n' + state.size() + '\n' + state.modified();
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return (byContent ? "content-" : "file-") + HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
