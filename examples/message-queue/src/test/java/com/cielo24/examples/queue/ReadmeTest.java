package com.cielo24.examples.queue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import com.cielo24.examples.support.KeysCheck;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReadmeTest {

    @Test
    void showsTheWholeRoute() throws Exception {
        String code = Files.readString(Path.of("src/main/java/com/cielo24/examples/queue/QueueRoute.java"));
        String route = code.substring(
                code.indexOf("configure() {\n") + "configure() {\n".length(),
                code.indexOf("\n    }\n\n    private void take"));
        String readme = Files.readString(Path.of("README.md"));
        String shown = readme.substring(readme.indexOf("```java\n") + "```java\n".length());

        assertThat(shown.substring(0, shown.indexOf("\n```")).strip())
                .isEqualTo(route.stripIndent().strip());
    }

    @Test
    void theHelpListsEveryKeyThatTheProgramReads() throws Exception {
        KeysCheck.check(new MessageQueue(new Properties()));
    }
}
