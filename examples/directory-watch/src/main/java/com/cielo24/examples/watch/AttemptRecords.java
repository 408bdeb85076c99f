package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import com.cielo24.examples.support.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Attempt}s that are not over, one small file each in the work folder. They survive a crash.
 */
final class AttemptRecords {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRecords.class);

    private final Path folder;

    AttemptRecords(Path work) {
        this.folder = work;
    }

    void write(Attempt attempt) throws IOException {
        DurableFile.write(file(attempt.path()), Json.bytes(attempt));
    }

    void delete(Attempt attempt) throws IOException {
        Files.deleteIfExists(file(attempt.path()));
    }

    Optional<Attempt> find(String path) {
        try {
            return Optional.of(Json.read(Files.readAllBytes(file(path)), Attempt.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // all that is certain is that the file was being sent
            LOG.warn("The notes on {} cannot be read: {}", path, e.getMessage());
            return Optional.of(Attempt.begin(path, null, true));
        }
    }

    List<Attempt> all() throws IOException {
        List<Attempt> attempts = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                try {
                    attempts.add(Json.read(Files.readAllBytes(file), Attempt.class));
                } catch (IOException e) {
                    // not written by us: ours are whole or absent
                    LOG.warn("{} cannot be read and is left as it is: {}", file, e.getMessage());
                }
            }
        }
        return attempts;
    }

    /** Paths may be longer than names can be, and have any characters. */
    private Path file(String path) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(hash, 0, 16) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
