package com.cielo24.examples.captions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.cielo24.examples.support.Settings;

/**
 * Where everything is.
 *
 * @param inbox     where videos are dropped
 * @param done      videos whose transcription is ordered, and their captions
 * @param failed    videos that cannot be sent or ordered
 * @param review    what a person must check
 * @param work      notes of the program
 * @param callbacks jobs of which the service has said that they are complete
 */
record Folders(Path inbox, Path done, Path failed, Path review, Path work, Path callbacks) {

    /** As real paths: those of files are compared with them. */
    static Folders create(Settings settings) throws IOException {
        Path base = settings.folder("ingest.folder");
        return new Folders(
                created(base, "inbox"),
                created(base, "done"),
                created(base, "failed"),
                created(base, "review"),
                created(base, ".captions"),
                created(base, ".captions/callbacks"));
    }

    private static Path created(Path base, String name) throws IOException {
        return Files.createDirectories(base.resolve(name)).toRealPath();
    }
}
