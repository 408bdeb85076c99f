package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.cielo24.examples.support.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class FoldersTest {

    @TempDir
    Path base;

    @Test
    void makesWhatIsMissingAndLeavesNothingInIt() throws IOException {
        Folders folders = Folders.below(base);
        folders.make();
        folders.probe();

        assertThat(RunningWatch.files(base)).isEmpty();
        assertThat(base.resolve("review")).isDirectory();
    }

    @Test
    void refusesOneFolderForTwo() {
        assertRefused(inboxAndDone(base.resolve("x"), base.resolve("x")), "ingest.done", "must not be, or be in");
    }

    @Test
    void refusesOneFolderForTwoThroughALink() throws IOException {
        Files.createDirectory(base.resolve("x"));
        Files.createSymbolicLink(base.resolve("y"), base.resolve("x"));

        assertRefused(inboxAndDone(base.resolve("x"), base.resolve("y")), "must not be, or be in");
    }

    @Test
    void refusesAFolderInTheInbox() {
        assertRefused(inboxAndDone(base.resolve("x"), base.resolve("x/done")), "ingest.done", "ingest.inbox");
    }

    @Test
    void refusesTheInboxInAnotherFolder() {
        assertRefused(inboxAndDone(base.resolve("x/inbox"), base.resolve("x")), "ingest.done", "ingest.inbox");
    }

    @Test
    void refusesAHiddenInbox() {
        assertRefused(inboxAndDone(base.resolve(".inbox"), base.resolve("done")), "hidden");
    }

    @Test
    void refusesAFileForAFolder() throws IOException {
        Files.createFile(base.resolve("file"));

        assertRefused(inboxAndDone(base.resolve("inbox"), base.resolve("file")), "ingest.done", "cannot be made");
    }

    @Test
    void refusesAnotherFileSystem() throws IOException {
        Path other = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(other) && !Files.getFileStore(other).equals(Files.getFileStore(base)));
        Path done = Files.createTempDirectory(other, "done");
        try {
            Folders folders = inboxAndDone(base.resolve("inbox"), done);
            folders.make();

            assertThatThrownBy(folders::probe)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("ingest.done")
                    .hasMessageContaining("another file system");
        } finally {
            Files.delete(done);
        }
    }

    @Test
    void letsOneWatchHaveThem() throws IOException {
        Folders folders = Folders.below(base);
        folders.make();
        FolderLock lock = FolderLock.take(folders);

        assertThatThrownBy(() -> FolderLock.take(folders))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("another directory watch is running");

        lock.close();
        FolderLock.take(folders).close();
    }

    private static void assertRefused(Folders folders, String... reasons) {
        assertThatThrownBy(folders::make)
                .isInstanceOf(ConfigurationException.class)
                .satisfies(e -> {
                    for (String reason : reasons) {
                        assertThat(e).hasMessageContaining(reason);
                    }
                });
    }

    private Folders inboxAndDone(Path inbox, Path done) {
        return new Folders(
                inbox,
                done,
                base.resolve("failed"),
                base.resolve("retry"),
                base.resolve("review"),
                base.resolve("work"));
    }
}
