package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.Settings;

/**
 * Where files come from and go to, as real paths.
 *
 * @param work notes on files that are being moved
 */
record Folders(Path inbox, Path done, Path failed, Path review, Path work) {

    /**
     * Creates them.
     *
     * @throws ConfigurationException if they cannot be used, or not together
     */
    static Folders of(Settings settings) {
        return new Folders(
                        settings.folder("ingest.inbox"),
                        settings.folder("ingest.done"),
                        settings.folder("ingest.failed"),
                        settings.folder("ingest.review"),
                        settings.folder("ingest.work"))
                .created();
    }

    private Folders created() {
        if (inbox.toFile().isHidden()) {
            throw new ConfigurationException("ingest.inbox (" + inbox + ") is hidden; hidden folders are not watched");
        }
        List<Path> real = Stream.of(inbox, done, failed, review, work)
                .map(Folders::created)
                .toList();
        for (Path folder : real) {
            if (real.stream().filter(folder::startsWith).count() > 1) {
                throw new ConfigurationException(folder + " is used twice, or is in another folder of the watch; give"
                        + " ingest.inbox, ingest.done, ingest.failed, ingest.review and ingest.work one each");
            }
        }
        return new Folders(real.get(0), real.get(1), real.get(2), real.get(3), real.get(4));
    }

    private static Path created(Path folder) {
        try {
            Path real = Files.createDirectories(folder).toRealPath();
            if (Files.isWritable(real)) {
                return real;
            }
            throw new ConfigurationException("the folder " + folder + " cannot be written");
        } catch (IOException e) {
            throw new ConfigurationException("the folder " + folder + " cannot be created: " + e);
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
