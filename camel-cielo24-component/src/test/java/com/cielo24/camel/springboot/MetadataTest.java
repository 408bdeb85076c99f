package com.cielo24.camel.springboot;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an IDE shows for {@code camel.component.cielo24.*} is what the component's catalog says. */
class MetadataTest {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    /** As classes, with which IDEs check values: durations and references are given as text. */
    private static final Map<String, String> TYPES = Map.of(
            "boolean", "java.lang.Boolean",
            "int", "java.lang.Integer",
            "java.lang.Integer", "java.lang.Integer");

    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Test
    void hasEveryOptionOfTheComponent() throws Exception {
        JsonNode catalog;
        try (InputStream in = getClass().getResourceAsStream("/META-INF/com/cielo24/camel/cielo24.json")) {
            catalog = json.readTree(in);
        }
        String expected = json.writeValueAsString(expected(catalog.get("componentProperties"))) + "\n";
        Path target = Files.writeString(Path.of("target", "spring-configuration-metadata.json"), expected);

        assertThat(Path.of("src/main/resources", METADATA))
                .as("copy %s to src/main/resources/%s", target, METADATA)
                .hasContent(expected);
    }

    private ObjectNode expected(JsonNode options) {
        ObjectNode metadata = json.createObjectNode();
        metadata.putArray("groups")
                .addObject()
                .put("name", ComponentProperties.PREFIX)
                .put("description", "The options of the component cielo24.");
        ArrayNode properties = metadata.putArray("properties");
        ArrayNode hints = metadata.putArray("hints");
        addOwn(properties, "enabled", true, "Whether these properties are set as options of the component.");
        addOwn(
                properties,
                "ledger-enabled",
                false,
                "Whether a ledger (com.cielo24.ledger.MediaLedger) is created in the application's database.");
        options.properties().forEach(option -> add(properties, hints, option.getKey(), option.getValue()));
        return metadata;
    }

    private static void addOwn(ArrayNode properties, String name, boolean byDefault, String description) {
        properties
                .addObject()
                .put("name", ComponentProperties.PREFIX + "." + name)
                .put("type", "java.lang.Boolean")
                .put("description", description)
                .put("defaultValue", byDefault);
    }

    private static void add(ArrayNode properties, ArrayNode hints, String option, JsonNode of) {
        String name = ComponentProperties.PREFIX + "." + ComponentProperties.kebabCase(option);
        ObjectNode property = properties
                .addObject()
                .put("name", name)
                .put("type", TYPES.getOrDefault(of.get("javaType").asText(), "java.lang.String"))
                .put("description", of.get("description").asText());
        if (of.has("defaultValue")) {
            property.set("defaultValue", of.get("defaultValue"));
        }
        if (of.has("enum")) {
            ArrayNode values = hints.addObject().put("name", name).putArray("values");
            of.get("enum").forEach(value -> values.addObject().set("value", value));
        }
    }
}
