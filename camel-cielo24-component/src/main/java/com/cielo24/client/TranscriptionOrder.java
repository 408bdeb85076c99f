package com.cielo24.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What is ordered for a job, for {@code /api/job/perform_transcription}. An order costs money.
 *
 * @param fidelity        the quality; required
 * @param priority        {@code null} for {@link Priority#STANDARD}
 * @param turnaroundHours the time until it is due in hours, 1 or more; {@code null} for that of the priority. A shorter time
 *                        than 48 hours makes the service raise the priority, and the price
 * @param targetLanguages codes such as {@code es,fr}, separated by commas; {@code null} for the language of the media
 * @param callbackUrl     requested by the service with GET when the job is complete; {@code null} for none. The service
 *                        replaces tags such as <code>{job_id}</code> and <code>{iwp_name}</code>. A secret
 * @param options         further options, by the service's names; may be empty. If there is a callback URL, and they have
 *                        no {@code return_iwp}, {@code ["FINAL"]} is sent for it, so that the job is reported once
 */
public record TranscriptionOrder(
        Fidelity fidelity,
        Priority priority,
        Integer turnaroundHours,
        String targetLanguages,
        String callbackUrl,
        Map<String, Object> options) {

    private static final String RETURN_IWP = "return_iwp";
    private static final Pattern LANGUAGES = Pattern.compile("[\\p{Alnum}_-]+(,[\\p{Alnum}_-]+)*");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Keeps the order of the options. Languages may have spaces around their commas. */
    public TranscriptionOrder {
        priority = priority == null ? Priority.STANDARD : priority;
        targetLanguages = targetLanguages == null || targetLanguages.isBlank()
                ? null
                : targetLanguages.strip().replaceAll("\\s*,\\s*", ",");
        callbackUrl = callbackUrl == null || callbackUrl.isBlank() ? null : callbackUrl.strip();
        options = options == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** An order with the defaults of the service. */
    public static TranscriptionOrder of(Fidelity fidelity) {
        return new TranscriptionOrder(fidelity, null, null, null, null, null);
    }

    /**
     * Reads options that are written as JSON.
     *
     * @param  json a JSON object; {@code null} or blank for no options
     * @return      the options
     * @throws IllegalArgumentException if the text is no JSON object
     */
    public static Map<String, Object> readOptions(String json) {
        if (json == null || json.isBlank()) {
            return Map.of();
        }
        try {
            Map<String, Object> options = JSON.readValue(json, new TypeReference<>() {});
            if (options != null) {
                return options;
            }
        } catch (JsonProcessingException e) {
            // its message would quote the text
        }
        throw new IllegalArgumentException("they must be one JSON object, such as {\"speaker_id\":true}");
    }

    /**
     * What is wrong with the order.
     *
     * @return the reason, for a person, without secrets; {@code null} if nothing is wrong
     */
    public String problem() {
        if (fidelity == null) {
            return "no fidelity was given";
        }
        if (turnaroundHours != null && turnaroundHours < 1) {
            return "turnaroundHours must be 1 or more, but is " + turnaroundHours;
        }
        if (targetLanguages != null && !LANGUAGES.matcher(targetLanguages).matches()) {
            return "targetLanguages must be codes of languages separated by commas, such as es,fr";
        }
        if (callbackUrl != null && MediaUrl.problem(callbackUrl) != null) {
            // the text is not quoted: whatever it is, it may be a secret
            return "the callback URL must be an absolute http:// or https:// URL with a host";
        }
        try {
            write(options);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /**
     * The parameters of {@code /api/job/perform_transcription}, by the service's names.
     *
     * @return those that are set, not encoded
     */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("transcription_fidelity", fidelity.name());
        parameters.put("priority", priority.name());
        if (turnaroundHours != null) {
            parameters.put("turnaround_hours", turnaroundHours.toString());
        }
        if (targetLanguages != null) {
            parameters.put("target_language", targetLanguages);
        }
        Map<String, Object> sent = new LinkedHashMap<>(options);
        if (callbackUrl != null) {
            parameters.put("callback_url", callbackUrl);
            sent.putIfAbsent(RETURN_IWP, List.of("FINAL"));
        }
        if (!sent.isEmpty()) {
            parameters.put("options", write(sent));
        }
        return parameters;
    }

    /**
     * What is ordered, as a text for a ledger. The callback URL is no part of it.
     *
     * @return the same for equal orders
     */
    public String key() {
        StringJoiner key = new StringJoiner(" ");
        key.add(String.valueOf(fidelity)).add(priority.name());
        key.add("hours=" + (turnaroundHours == null ? "" : turnaroundHours));
        key.add("languages=" + (targetLanguages == null ? "" : targetLanguages));
        return key.add("options=" + write(options)).toString();
    }

    private static String write(Map<String, Object> options) {
        try {
            return JSON.writeValueAsString(options);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the options cannot be written as JSON", e);
        }
    }

    /** Masks the callback URL. */
    @Override
    public String toString() {
        return "TranscriptionOrder[" + key() + (callbackUrl == null ? "" : " callback=xxxxxx") + "]";
    }
}
