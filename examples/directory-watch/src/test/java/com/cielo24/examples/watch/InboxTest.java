package com.cielo24.examples.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

class InboxTest {

    @TempDir
    Path folder;

    private final List<Path> unreachable = new ArrayList<>();

    @Test
    void isEmptyWithoutAFileThatIsMeantForTheWatch() throws Exception {
        Files.createDirectories(folder.resolve("sub/.hidden"));
        Files.createFile(folder.resolve("sub/.hidden/a.mp4"));
        Files.createFile(folder.resolve("sub/a.mp4.part"));
        assertThat(inbox(folder).isEmpty()).isTrue();

        Files.createFile(folder.resolve("sub/a.mp4"));
        assertThat(inbox(folder).isEmpty()).isFalse();
        assertThat(unreachable).isEmpty();
    }

    /** A disk that was unmounted looks like an empty folder, or like none. */
    @Test
    void tellsThatItIsGone() throws Exception {
        Path gone = folder.resolve("gone");

        inbox(gone).isEmpty();

        assertThat(unreachable).containsExactly(gone);
    }

    @Test
    void tellsOfAFolderThatCannotBeLookedInto() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, Set.of());
        try {
            assumeFalse(Files.isReadable(closed), "root reads everything");

            inbox(folder).isEmpty();

            assertThat(unreachable).containsExactly(closed);
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private Inbox inbox(Path at) {
        return new Inbox(at, new SettledFilter(Duration.ZERO, file -> {}), (path, e) -> unreachable.add(path));
    }
}
