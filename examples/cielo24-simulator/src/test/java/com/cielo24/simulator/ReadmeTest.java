package com.cielo24.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README shows is what the projects in src/it are made of, which the build compiles and runs. */
class ReadmeTest {
    private static final Path PROJECTS = Path.of("src/it");

    @Test
    void showsTheDependencyOfAProjectThatIsBuilt() throws Exception {
        assertThat(read(PROJECTS.resolve("junit/pom.xml"))).contains(example("<dependency>"));
    }

    @Test
    void showsATestThatIsRun() throws Exception {
        assertThat(read(PROJECTS.resolve("junit/src/test/java/com/example/UploadTest.java")))
                .contains(example("class UploadTest"));
    }

    @Test
    void showsAProgramWithoutJunitThatIsCompiled() throws Exception {
        assertThat(read(PROJECTS.resolve("plain/src/main/java/com/example/Plain.java")))
                .contains(example("try (Cielo24Simulator"));
    }

    /** The one that begins so. */
    private static String example(String beginning) throws IOException {
        return Pattern.compile("```\\w+\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> unindented(block.group(1)))
                .filter(block -> block.startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private static String read(Path file) throws IOException {
        return unindented(Files.readString(file));
    }

    /** Examples stand further left than in the files. */
    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
