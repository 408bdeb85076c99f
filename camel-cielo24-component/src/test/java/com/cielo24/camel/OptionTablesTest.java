package com.cielo24.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of options and headers on the component's page are those of the catalog. They are in the page itself, as
 * GitHub does not follow Camel's {@code include::partial$...}. If they differ, the test writes them, and fails.
 */
class OptionTablesTest {

    private static final Path PAGE = Path.of("src/main/docs/cielo24-component.adoc");
    private static final Path CATALOG = Path.of("src/generated/resources/META-INF/com/cielo24/camel/cielo24.json");
    private static final String START = "// tables: START\n";
    private static final String END = "// tables: END\n";

    @Test
    void areThoseOfTheCatalog() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(START) + START.length())
                + tables(new ObjectMapper().readTree(CATALOG.toFile()))
                + page.substring(page.indexOf(END));

        if (!page.equals(expected)) {
            Files.writeString(PAGE, expected);
        }
        assertThat(page.equals(expected))
                .as("the tables of %s are those of the catalog; they are now: commit them", PAGE)
                .isTrue();
    }

    private static String tables(JsonNode catalog) {
        JsonNode component = catalog.path("componentProperties");
        JsonNode endpoint = catalog.path("properties");
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        component.fieldNames().forEachRemaining(names::add);
        endpoint.fieldNames().forEachRemaining(names::add);
        names.remove("operation");
        return """
                === Options

                Options are set on the component (`camel.component.cielo24.stall-timeout = 30s`) or on the endpoint
                (`cielo24:addMedia?stallTimeout=30s`). If both are set, the endpoint's value takes precedence.

                [width="100%",cols="22%,10%,53%,15%",options="header"]
                |===
                | option | on | meaning | default
                """
                + names.stream()
                        .map(name -> option(name, component.get(name), endpoint.get(name)))
                        .collect(Collectors.joining())
                + """
                |===

                === Headers

                [width="100%",cols="30%,10%,60%",options="header"]
                |===
                | header | type | meaning
                """
                + catalog.path("headers").properties().stream()
                        .map(OptionTablesTest::header)
                        .collect(Collectors.joining())
                + "|===\n";
    }

    private static String option(String name, JsonNode ofComponent, JsonNode ofEndpoint) {
        JsonNode option = ofEndpoint == null ? ofComponent : ofEndpoint;
        String on = ofComponent == null ? "endpoint" : ofEndpoint == null ? "component" : "both";
        return "| `%s` | %s | %s%s%s | %s\n"
                .formatted(name, on, text(option), values(option), secret(option), defaultValue(option));
    }

    private static String header(Map.Entry<String, JsonNode> header) {
        return "| `%s` | `%s` | %s\n"
                .formatted(header.getKey(), header.getValue().path("javaType").asText(), text(header.getValue()));
    }

    private static String text(JsonNode option) {
        return option.path("description").asText().replace("|", "\\|");
    }

    private static String values(JsonNode option) {
        return option.has("enum")
                ? StreamSupport.stream(option.path("enum").spliterator(), false)
                        .map(value -> "`" + value.asText() + "`")
                        .collect(Collectors.joining(", ", " Values: ", "."))
                : "";
    }

    private static String secret(JsonNode option) {
        return option.path("secret").asBoolean() ? " *Secret.*" : "";
    }

    private static String defaultValue(JsonNode option) {
        String value = option.path("defaultValue").asText();
        if (value.isEmpty()) {
            return "";
        }
        boolean isDuration = option.path("type").asText().equals("duration");
        return "`" + (isDuration ? duration(value) : value) + "`";
    }

    /** As one would write it: {@code 30s}. */
    private static String duration(String milliseconds) {
        return Duration.ofMillis(Long.parseLong(milliseconds))
                .toString()
                .substring(2)
                .toLowerCase(Locale.ROOT);
    }
}
