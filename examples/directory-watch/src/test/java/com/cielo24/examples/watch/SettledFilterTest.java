package com.cielo24.examples.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SettledFilterTest {

    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong(-5);
    private final SettledFilter filter = new SettledFilter(Duration.ofSeconds(1), name -> {}, clock::get);
    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.writeString(folder.resolve("a.mp4"), "content");
    }

    @Test
    void acceptsAFileThatHasNotChangedForTheWholeTime() {
        assertThat(accepts(file)).isFalse();
        pass(Duration.ofMillis(999));
        assertThat(accepts(file)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(accepts(file)).isTrue();
    }

    @Test
    void startsAgainWhenTheSizeChanges() throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        accepts(file);
        pass(Duration.ofSeconds(1));
        Files.writeString(file, "more content");
        Files.setLastModifiedTime(file, time);

        assertThat(accepts(file)).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(accepts(file)).isTrue();
    }

    @Test
    void startsAgainWhenItIsWrittenWithTheSameSize() throws IOException {
        accepts(file);
        pass(Duration.ofSeconds(1));
        Files.setLastModifiedTime(file, FileTime.fromMillis(12345));

        assertThat(accepts(file)).isFalse();
    }

    @Test
    void knowsWhetherAnAcceptedFileIsStillTheSame() throws IOException {
        accepts(file);
        FileState state = FileState.of(file).orElseThrow();

        assertThat(filter.isStill(file, state)).isTrue();
        assertThat(filter.isStill(file, new FileState(state.size() + 1, state.modified(), state.identity())))
                .isFalse();
        filter.forget(file);
        assertThat(filter.isStill(file, state)).isFalse();
    }

    @Test
    void forgetsAFileThatVanished() throws IOException {
        accepts(file);
        Files.delete(file);

        assertThat(accepts(file)).isFalse();
        assertThat(filter.size()).isZero();
    }

    @Test
    void forgetsFilesThatVanishedBetweenPolls() throws IOException {
        accepts(file);
        Files.delete(file);
        pass(Duration.ofSeconds(31));

        accepts(Files.createFile(folder.resolve("b.mp4")));

        assertThat(filter.size()).isEqualTo(1);
    }

    @Test
    void leavesAPostponedFileAloneForAWhile() {
        accepts(file);
        pass(Duration.ofSeconds(1));
        filter.postpone(file, Duration.ofSeconds(10));

        pass(Duration.ofMillis(9_999));
        assertThat(accepts(file)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(accepts(file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".hidden",
                "a.part",
                "a.mp4.filepart",
                "a.TMP",
                "a.mp4.crdownload",
                "a.camelLock",
                "a.mp4.result.json",
                "a.mp4.error.json"
            })
    void neverAcceptsWhatIsNotMeantForIt(String name) throws IOException {
        Path other = Files.createFile(folder.resolve(name));
        accepts(other);
        pass(Duration.ofSeconds(2));

        assertThat(accepts(other)).isFalse();
    }

    @Test
    void looksIntoFoldersButNotThroughLinks() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("loop"), folder);

        assertThat(accepts(Files.createDirectory(folder.resolve("sub")))).isTrue();
        assertThat(accepts(link)).isFalse();
    }

    private boolean accepts(Path path) {
        GenericFile<File> generic = new GenericFile<>();
        generic.setFile(path.toFile());
        generic.setFileNameOnly(path.getFileName().toString());
        generic.setDirectory(path.toFile().isDirectory());
        return filter.accept(generic);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
