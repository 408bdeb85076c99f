package com.cielo24.camel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where files come from and go to, as real paths. They may be on several file systems.
 *
 * @param work notes on files that are being moved
 */
record MediaFolders(Path inbox, Path done, Path failed, Path review, Path work) {

    /**
     * Creates them.
     *
     * @throws IllegalArgumentException if they cannot be used, or not together
     */
    static MediaFolders create(File inbox, File done, File failed, File review, File work) {
        if (inbox.isHidden()) {
            throw new IllegalArgumentException(
                    "the inbox " + inbox + " is hidden; the files of hidden folders are not taken");
        }
        List<Path> real = Stream.of(inbox, done, failed, review, work)
                .map(MediaFolders::created)
                .toList();
        for (Path folder : real) {
            if (real.stream().filter(folder::startsWith).count() > 1) {
                throw new IllegalArgumentException(
                        folder + " is used twice, or is in another of these folders; the inbox,"
                                + " done, failed, review and the work folder need one each");
            }
        }
        return new MediaFolders(real.get(0), real.get(1), real.get(2), real.get(3), real.get(4));
    }

    private static Path created(File folder) {
        try {
            Path real = Files.createDirectories(folder.toPath()).toRealPath();
            if (Files.isWritable(real)) {
                return real;
            }
            throw new IllegalArgumentException("the folder " + folder + " cannot be written");
        } catch (IOException e) {
            throw new IllegalArgumentException("the folder " + folder + " cannot be created: " + e, e);
        }
    }

    /** The folder of that name; {@code null} if there is none. */
    Path named(String name) {
        return switch (name) {
            case "done" -> done;
            case "failed" -> failed;
            case "review" -> review;
            default -> null;
        };
    }
}
