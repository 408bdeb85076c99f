package com.cielo24.camel;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

import com.cielo24.client.Cielo24InvalidRequestException;
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
                "[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,11\r\n[InternetShortcut]\r\nURL=" + URL,
                "[DEFAULT]\r\nBASEURL=" + URL + "/page\r\n[InternetShortcut]\r\nURL=" + URL,
                "\uFEFF; a comment\n[internetshortcut]\nurl=" + URL,
            })
    void readsTheUrlUnchanged(String text) throws Exception {
        assertThat(read(write(text, "UTF-8"))).isEqualTo(URL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "x-UTF-16LE-BOM", "windows-1252", "ISO-8859-1"})
    void readsWhatWindowsWrites(String charset) throws Exception {
        String shortcut = "[InternetShortcut]\r\nURL=" + URL + "\r\nIconFile=C:\\Bücher\\é.ico\r\n";
        assertThat(read(write(shortcut, charset))).isEqualTo(URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \r\n ",
                "\uFEFF",
                URL + "\n" + URL,
                "lecture.mp4",
                "file:///etc/passwd",
                "[InternetShortcut]\nIconIndex=1",
                "[InternetShortcut]\nURL=" + URL + "\nURL=" + URL,
                "[InternetShortcut]\n[Other]\nURL=" + URL,
                "[DEFAULT]\nBASEURL=" + URL,
            })
    void refusesAnythingElseWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> read(write(text, "UTF-8")))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining("one http:// or https:// URL")
                .hasMessageNotContaining("example.com");
    }

    @Test
    void refusesAFileThatIsTooLargeToBeAUrl() {
        assertThatThrownBy(() -> read(write("https://example.com/" + "x".repeat(64 * 1024), "UTF-8")))
                .hasMessageContaining("64 KB");
    }

    private static String read(Path file) throws Exception {
        return UrlFile.of(file, null).read();
    }

    private Path write(String text, String charset) throws Exception {
        return Files.write(folder.resolve("x.url"), text.getBytes(Charset.forName(charset)));
    }
}
