package com.cielo24.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The dependencies on the page "Where it runs" are those of the applications that the build starts. */
class WhereItRunsTest {

    private static final Pattern BLOCK = Pattern.compile("\\[source,xml]\n----\n(.*?)\n----", Pattern.DOTALL);
    private static final Path PAGE = Path.of("src/main/docs/where-it-runs.adoc");

    /** That of Camel Main is in the README. */
    @ParameterizedTest
    @CsvSource({"0, ../README.md", "1, src/it/spring-boot/pom.xml"})
    void namesTheDependenciesOfTheApplication(int block, Path application) throws Exception {
        String pom = Files.readString(application).replace("@project.version@", "0.1.0");

        assertThat(withoutSpace(pom)).contains(withoutSpace(blocks().get(block)));
    }

    @Test
    void namesThoseOfQuarkusWhichTheBuildDoesNotStart() throws Exception {
        assertThat(blocks()).hasSize(3);
    }

    private static List<String> blocks() throws Exception {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static String withoutSpace(String xml) {
        return xml.replaceAll("\\s+", "");
    }
}
