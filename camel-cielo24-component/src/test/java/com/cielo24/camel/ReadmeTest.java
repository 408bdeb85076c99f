package com.cielo24.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24Exception;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** What the README states, beside its program, which src/it/main compiles and runs. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Path README = ROOT.resolve("README.md");
    /** {@code [text](target)} of Markdown, {@code link:target[text]} and {@code xref:target[text]} of AsciiDoc. */
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|(?:link|xref|image:?):(\\S+?)\\[");

    @Test
    void fitsIntoTwoMinutes() throws IOException {
        assertThat(README).content().satisfies(text -> assertThat(text.lines().count())
                .isLessThanOrEqualTo(150));
    }

    @Test
    void namesTheTestCommandOfTheBuild() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run")))
                .contains(blocks("sh").get(1).strip());
    }

    @Test
    void namesEveryException() throws Exception {
        try (Stream<Path> classes = Files.list(Path.of("src/main/java/com/cielo24/client"))) {
            assertThat(classes.map(file -> file.getFileName().toString().replace(".java", ""))
                            .filter(name -> name.matches("Cielo24.*Exception"))
                            .filter(name -> !name.equals(Cielo24Exception.class.getSimpleName())))
                    .hasSizeGreaterThan(4)
                    .allSatisfy(name -> assertThat(README).content().contains("`" + name + "`"));
        }
    }

    @Test
    void quotesTheBenchmark() throws IOException {
        List<String> measured = Files.readAllLines(ROOT.resolve("examples/benchmark/benchmark.md"));
        List<String> quoted = Files.readAllLines(README).stream()
                .dropWhile(line -> !line.startsWith("| measure "))
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(quoted).hasSize(2 + 5);
        assertThat(measured).containsAll(quoted);
    }

    /** Of this page and of all others. */
    @TestFactory
    Stream<DynamicTest> linksToWhatExists() throws IOException {
        return Stream.of(ROOT, Path.of("src/main/docs"), ROOT.resolve("examples"))
                .flatMap(folder -> pages(folder, folder.equals(ROOT) ? 1 : 2))
                .map(page -> DynamicTest.dynamicTest(page.toString(), () -> assertThat(links(page))
                        .allSatisfy(
                                link -> assertThat(page.resolveSibling(link)).exists())));
    }

    private static Stream<Path> pages(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().matches(".*[.](md|adoc)")).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1) == null ? link.group(2) : link.group(1))
                .filter(link -> !link.contains("://") && !link.startsWith("#"))
                .map(link -> link.replaceFirst("#.*", ""))
                .toList();
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
