package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.cielo24.examples.support.KeysCheck;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeTest {

    private static final Path ROUTE = Path.of("src/main/java/com/cielo24/examples/watch/WatchRoute.java");

    @Test
    void showsTheWholeRoute() throws Exception {
        String method =
                Files.readString(ROUTE).replaceFirst("(?s).*public void configure\\(\\) \\{\n(.*?)\n    \\}\n.*", "$1");
        String shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining());
        assertThat(unindented(shown)).isEqualTo(unindented(method));
    }

    @Test
    void fitsOnTwoScreensAndNamesEveryKey() throws Exception {
        assertThat(readme().lines().count()).isLessThanOrEqualTo(115);
        Properties keys = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/application.properties")) {
            keys.load(in);
        }
        assertThat(keys.stringPropertyNames())
                .filteredOn(key -> key.startsWith("ingest."))
                .allSatisfy(key -> assertThat(readme()).contains(key.substring(key.lastIndexOf('.'))));
    }

    @Test
    void theHelpListsEveryKeyThatTheProgramReads() throws Exception {
        KeysCheck.check(new DirectoryWatch(new Properties(), null, false));
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    /** Examples stand further left than in the files. */
    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
