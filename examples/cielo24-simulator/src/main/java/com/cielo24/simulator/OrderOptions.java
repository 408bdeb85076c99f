package com.cielo24.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The parameter {@code options} of an order: a JSON object. */
record OrderOptions(JsonNode json) {
    static final OrderOptions NONE = new OrderOptions(MissingNode.getInstance());

    static final String FINAL = "FINAL";

    /** The versions of a result that the service knows: its "iwp" names. */
    static final List<String> IWP = List.of(
            "PREMIUM",
            "INTERIM_PROFESSIONAL",
            "PROFESSIONAL",
            "SPEAKER_ID",
            FINAL,
            "MECHANICAL",
            "CUSTOMER_APPROVED_RETURN",
            "CUSTOMER_APPROVED_TRANSLATION");

    private static final int MAX_NOTES = 1_000;
    private static final Map<String, Predicate<JsonNode>> RULES = new LinkedHashMap<>();

    static {
        Stream.of(
                        "speaker_id",
                        "enable_true_verbatim",
                        "audio_description",
                        "on_screen_text",
                        "music_lyrics",
                        "custom_special_handling")
                .forEach(name -> RULES.put(name, OrderOptions::isFlag));
        RULES.put("return_iwp", value -> isListOf(IWP, value));
        RULES.put("generate_media_intelligence_iwp", value -> isListOf(IWP, value));
        RULES.put("customer_approval_steps", value -> isListOf(List.of("TRANSLATION", "RETURN"), value));
        RULES.put("customer_approval_tool", value -> isOneOf(List.of("AMARA", "CIELO24"), value));
        RULES.put(
                "first_pass_campaign", value -> isOneOf(List.of("NORMAL", "GENERAL_CONTENT", "TRUE_VERBATIM"), value));
        RULES.put("notes", value -> value.isTextual() && value.asText().length() <= MAX_NOTES);
        RULES.put(
                "custom_metadata", value -> value.isObject() && elements(value).allMatch(JsonNode::isValueNode));
    }

    /**
     * @throws Refusal if it is not a JSON object of the documented options
     */
    static OrderOptions parse(String text) throws Refusal {
        JsonNode json = read(text);
        for (String name : (Iterable<String>) json::fieldNames) {
            Predicate<JsonNode> rule = RULES.get(name);
            if (rule == null) {
                throw invalid("options has an unknown name; known are " + RULES.keySet());
            }
            if (!rule.test(json.get(name))) {
                throw invalid("options has an invalid value of " + name);
            }
        }
        return new OrderOptions(json);
    }

    /** Of an order that was accepted. */
    static OrderOptions ofAccepted(String text) {
        try {
            return new OrderOptions(Json.read(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order is accepted only with options in JSON", e);
        }
    }

    private static JsonNode read(String text) throws Refusal {
        try {
            JsonNode json = Json.read(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // as below
        }
        throw invalid("options must be a JSON object");
    }

    /** The versions at which it calls back. The final one is always among them. */
    List<String> returns() {
        return Stream.concat(elements(json.path("return_iwp")).map(JsonNode::asText), Stream.of(FINAL))
                .distinct()
                .toList();
    }

    /** What else may be filled into a callback URL. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        JsonNode given = json.path("custom_metadata");
        given.fieldNames()
                .forEachRemaining(name -> metadata.put(name, given.path(name).asText()));
        return metadata;
    }

    /** The documentation has booleans, the OpenAPI description strings. */
    private static boolean isFlag(JsonNode value) {
        return value.isBoolean() || value.isTextual() && value.asText().matches("(?i)true|false");
    }

    private static boolean isOneOf(List<String> allowed, JsonNode value) {
        return value.isTextual() && allowed.contains(value.asText());
    }

    private static boolean isListOf(List<String> allowed, JsonNode value) {
        return value.isArray() && elements(value).allMatch(element -> isOneOf(allowed, element));
    }

    private static Stream<JsonNode> elements(JsonNode value) {
        return StreamSupport.stream(value.spliterator(), false);
    }

    private static Refusal invalid(String comment) {
        return new Refusal(ServiceError.INVALID_OPTION, comment);
    }
}
