package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.cielo24.examples.outcome.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UrlFileTest {

    private static final String URL = "https://media.example.com/ä b.mp4?a=%2B+&b=c#t=1";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                URL,
                URL + "\n",
                "\n  " + URL + "  \r\n\r\n",
                "\uFEFF" + URL + "\r\n",
                "[InternetShortcut]\r\nURL=" + URL + "\r\n",
                "[InternetShortcut]\r\nIDList=\r\nURL=" + URL + "\r\nIconIndex=1\r\n[{000214A0}]\r\nProp3=19,11\r\n",
                "[internetshortcut]\nurl=" + URL,
            })
    void readsTheUrlToTheLetter(String text) throws Exception {
        assertThat(UrlFile.read(write(text))).isEqualTo(URL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n ", "\uFEFF"})
    void refusesAnEmptyFile(String text) {
        assertRefused(text, "empty");
    }

    @Test
    void refusesTwoUrls() {
        assertRefused(URL + "\n" + URL, "2 lines");
    }

    @Test
    void refusesWhatIsNoUrl() {
        assertRefused("lecture.mp4", "no http:// or https:// URL");
        assertRefused("file:///etc/passwd", "no http:// or https:// URL");
    }

    @Test
    void refusesAShortcutWithoutATargetOrWithTwo() {
        assertRefused("[InternetShortcut]\nIconIndex=1", "0 lines URL=");
        assertRefused("[InternetShortcut]\nURL=" + URL + "\nURL=" + URL, "2 lines URL=");
        assertRefused("[InternetShortcut]\n[Other]\nURL=" + URL, "0 lines URL=");
    }

    @Test
    void refusesAFileThatIsTooLargeToBeAUrl() {
        assertRefused("https://media.example.com/" + "x".repeat(64 * 1024), "64 KB");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Path file = folder.resolve("x.url");
        Files.write(file, (URL + "\u00e4").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> UrlFile.read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void knowsUrlFilesByTheirEndingInAnyCase() {
        assertThat(UrlFile.isUrlFile(Path.of("a.url"))).isTrue();
        assertThat(UrlFile.isUrlFile(Path.of("a.URL"))).isTrue();
        assertThat(UrlFile.isUrlFile(Path.of("url"))).isFalse();
        assertThat(UrlFile.isUrlFile(Path.of("a.url.mp4"))).isFalse();
    }

    private void assertRefused(String text, String reason) {
        assertThatThrownBy(() -> UrlFile.read(write(text)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("example.com");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("x.url"), text);
    }
}
