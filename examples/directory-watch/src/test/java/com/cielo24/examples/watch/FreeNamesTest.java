package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class FreeNamesTest {

    @TempDir
    Path folder;

    private final FreeNames names = new FreeNames();

    @Test
    void givesTheWantedNameIfItIsFree() {
        assertThat(reserve("a.mp4")).isEqualTo("a.mp4");
    }

    @Test
    void countsUpWhereAFileIs() throws IOException {
        touch("a.mp4");
        touch("a-1.mp4");

        assertThat(reserve("a.mp4")).isEqualTo("a-2.mp4");
    }

    @Test
    void countsUpWhereAReportIs() throws IOException {
        touch("a.mp4.result.json");
        touch("a-1.mp4.error.json");

        assertThat(reserve("a.mp4")).isEqualTo("a-2.mp4");
    }

    @Test
    void countsUpWhereALinkLeadsNowhere() throws IOException {
        Files.createSymbolicLink(folder.resolve("a.mp4"), folder.resolve("nowhere"));

        assertThat(reserve("a.mp4")).isEqualTo("a-1.mp4");
    }

    @Test
    void givesNoNameTwiceUntilItIsReleased() {
        reserve("a.mp4");
        assertThat(reserve("a.mp4")).isEqualTo("a-1.mp4");

        names.release(folder.resolve("a.mp4"));

        assertThat(reserve("a.mp4")).isEqualTo("a.mp4");
    }

    @Test
    void countsAtTheEndOfANameWithoutEnding() throws IOException {
        touch("a");
        touch("2026-11-23. A lecture about dots");

        assertThat(reserve("a")).isEqualTo("a-1");
        assertThat(reserve("2026-11-23. A lecture about dots")).isEqualTo("2026-11-23. A lecture about dots-1");
    }

    @Test
    void shortensANameThatLeavesNoRoomForItsReport() throws IOException {
        String name = reserve("ä".repeat(125) + ".mp4");

        assertThat(name).startsWith("äää").endsWith("ä.mp4");
        assertThat((name + Report.RESULT).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(252);
        DurableFile.write(folder.resolve(name + Report.RESULT), new byte[0]);
    }

    private String reserve(String wanted) {
        return names.reserve(folder.resolve(wanted)).getFileName().toString();
    }

    @Test
    void givesNoNameOfAFolderThatAnotherWillLieIn() {
        Path inFolder = names.reserve(folder.resolve("a/b.mp4"));

        assertThat(names.reserve(folder.resolve("a"))).isEqualTo(folder.resolve("a-1"));
        names.release(inFolder);
        assertThat(names.reserve(folder.resolve("a"))).isEqualTo(folder.resolve("a"));
        assertThat(names.reserve(folder.resolve("a/b.mp4"))).isEqualTo(folder.resolve("a-2/b.mp4"));
    }

    private void touch(String name) throws IOException {
        Files.createFile(folder.resolve(name));
    }
}
