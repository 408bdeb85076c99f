package com.cielo24.camel.recipes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Each route of the page's recipes, and of the sections on ledgers and completed jobs, is one that a test runs, but for white space. */
class RecipesPageTest {

    private static final Path PAGE = Path.of("src/main/docs/cielo24-component.adoc");
    private static final Path TESTS = Path.of("src/test/java/com/cielo24/camel/recipes");
    private static final Pattern SECTION = Pattern.compile(
            "(?s)\\n== (Recipes|Once, across crashes and machines|Knowing when a job is complete)\\n(.*?)(?=\\n== )");
    private static final Pattern ROUTE = Pattern.compile("(?s)\\[source,(?:java|xml|yaml)]\\n----\\n(.*?)\\n----");

    @TestFactory
    Stream<DynamicTest> runsEachRouteOfThePage() throws IOException {
        String tests = tests();
        return recipes().stream()
                .map(route -> DynamicTest.dynamicTest(route.lines().findFirst().orElseThrow(), () -> assertThat(
                                tests.contains(withoutWhiteSpace(route)))
                        .as(route)
                        .isTrue()));
    }

    private static List<String> recipes() throws IOException {
        String sections = SECTION.matcher(Files.readString(PAGE))
                .results()
                .map(section -> section.group(2))
                .collect(Collectors.joining("\n"));
        List<String> routes = ROUTE.matcher(sections)
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceAll("(?s)^.*?----\\n|\\n----$", ""))
                .toList();
        assertThat(routes).hasSizeGreaterThan(14);
        return routes;
    }

    private static String tests() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(RecipesPageTest::read)
                    .map(RecipesPageTest::withoutWhiteSpace)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String withoutWhiteSpace(String text) {
        return text.replaceAll("\\s", "");
    }
}
