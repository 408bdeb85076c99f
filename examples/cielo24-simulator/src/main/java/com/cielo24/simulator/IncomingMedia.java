package com.cielo24.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An upload while it streams in: hashed, and written to a partial file where the media is kept. */
final class IncomingMedia implements BodySink, AutoCloseable {
    private final MessageDigest sha256;
    private final Path part;
    private final OutputStream out;
    private long bytes;

    /**
     * @param part the file to write, or null to keep no bytes
     * @param hashing whether to compute the SHA-256, which takes longer than everything else
     */
    IncomingMedia(Path part, boolean hashing) throws IOException {
        this.part = part;
        this.sha256 = hashing ? newSha256() : null;
        this.out = part == null
                ? OutputStream.nullOutputStream()
                : Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void accept(byte[] buffer, int length) throws StorageException {
        if (sha256 != null) {
            sha256.update(buffer, 0, length);
        }
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw new StorageException(e);
        }
        bytes += length;
    }

    long bytes() {
        return bytes;
    }

    /** 64 hex digits, or null where it is not hashed. */
    String sha256() {
        return sha256 == null ? null : HexFormat.of().formatHex(sha256.digest());
    }

    /** Gives the partial file its final name; does nothing where no bytes are kept. */
    void moveTo(Path file) throws StorageException {
        try {
            out.close();
            if (part != null) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /** Deletes what is still partial. */
    @Override
    public void close() throws IOException {
        out.close();
        if (part != null) {
            Files.deleteIfExists(part);
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
