package com.cielo24.examples.captions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        Path base = Files.createDirectories(settings.folder("ingest.folder")).toRealPath();
        Path work = base.resolve(".captions");
        Folders folders = new Folders(
                base.resolve("inbox"),
                base.resolve("done"),
                base.resolve("failed"),
                base.resolve("review"),
                work,
                work.resolve("callbacks"));
        for (Path folder : List.of(folders.inbox, folders.done, folders.failed, folders.review, folders.callbacks)) {
            Files.createDirectories(folder);
        }
        return folders;
    }
}
