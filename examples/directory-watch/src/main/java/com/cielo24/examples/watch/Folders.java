package com.cielo24.examples.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

import com.cielo24.examples.outcome.Verdict;
import com.cielo24.examples.support.ConfigurationException;

/**
 * The folders of a watch. A file moves between them by an atomic rename.
 *
 * @param inbox  where files are dropped
 * @param done   files that are the media of their jobs
 * @param failed files that cannot be
 * @param retry  files that wait for the next start
 * @param review files that a person has to look at
 * @param work   the watch's own notes
 */
record Folders(Path inbox, Path done, Path failed, Path retry, Path review, Path work) {

    private static final String PROBE = ".ingest-probe";

    /** All of them below one folder. */
    static Folders below(Path base) {
        return new Folders(
                base.resolve("inbox"),
                base.resolve("done"),
                base.resolve("failed"),
                base.resolve("retry"),
                base.resolve("review"),
                base.resolve(".ingest"));
    }

    Path of(Verdict verdict) {
        return switch (verdict) {
            case ADDED -> done;
            case FAILED -> failed;
            case RETRY -> retry;
            case REVIEW -> review;
        };
    }

    /** How a person calls the folder in which a verdict puts a file. */
    static String name(Verdict verdict) {
        return switch (verdict) {
            case ADDED -> "done";
            case FAILED -> "failed";
            case RETRY -> "retry";
            case REVIEW -> "review";
        };
    }

    /** The path of a file in the inbox as it is told and written down: relative, with slashes. */
    String relative(Path file) {
        return inbox.relativize(file).toString().replace(File.separatorChar, '/');
    }

    /**
     * Makes the folders.
     *
     * @throws ConfigurationException if they cannot be used, or not together
     */
    void make() {
        if (inbox.getFileName() == null || inbox.getFileName().toString().startsWith(".")) {
            throw new ConfigurationException("ingest.inbox is " + inbox
                    + ", but hidden folders are not watched; choose a name that does not start with a dot");
        }
        Map<String, Path> real = new LinkedHashMap<>();
        byKey().forEach((key, folder) -> real.put(key, made(key, folder)));
        real.forEach((key, folder) -> real.forEach((otherKey, other) -> {
            if (!key.equals(otherKey) && other.startsWith(folder)) {
                throw new ConfigurationException(otherKey + " (" + other + ") must not be, or be in, " + key + " ("
                        + folder + "); give each a folder of its own");
            }
        }));
    }

    /**
     * Tries the folders out. Only for who holds the {@link FolderLock}.
     *
     * @throws ConfigurationException if a file cannot be moved from one to the other
     */
    void probe() {
        Path at = work.resolve(PROBE);
        try {
            Files.writeString(at, "");
        } catch (IOException e) {
            throw new ConfigurationException("ingest.work (" + work + ") cannot be written: " + e);
        }
        for (Map.Entry<String, Path> to : byKey().entrySet()) {
            at = moved(at, to.getKey(), to.getValue());
        }
        try {
            Files.delete(at);
        } catch (IOException e) {
            throw new ConfigurationException("ingest.work (" + work + ") cannot be written: " + e);
        }
    }

    private static Path moved(Path probe, String key, Path folder) {
        Path target = folder.resolve(PROBE);
        try {
            return Files.move(probe, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new ConfigurationException(key + " (" + folder + ") is on another file system than "
                    + probe.getParent() + "; files are moved by renaming, so all folders must be on one");
        } catch (IOException e) {
            throw new ConfigurationException(key + " (" + folder + ") cannot be written: " + e);
        }
    }

    private static Path made(String key, Path folder) {
        try {
            Files.createDirectories(folder);
            return folder.toRealPath();
        } catch (IOException e) {
            throw new ConfigurationException(key + " (" + folder + ") cannot be made: " + e);
        }
    }

    private Map<String, Path> byKey() {
        Map<String, Path> folders = new LinkedHashMap<>();
        folders.put("ingest.inbox", inbox);
        folders.put("ingest.done", done);
        folders.put("ingest.failed", failed);
        folders.put("ingest.retry", retry);
        folders.put("ingest.review", review);
        folders.put("ingest.work", work);
        return folders;
    }
}
