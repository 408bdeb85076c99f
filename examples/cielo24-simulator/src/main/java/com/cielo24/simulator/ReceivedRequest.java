package com.cielo24.simulator;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One request for a call of the service as it arrived, whether accepted or refused. Header names compare without case.
 * {@link #rawQuery()} holds the api_token, {@link #headers()} those of a login; {@link #toString()} never shows them.
 *
 * @param method the HTTP method
 * @param path the path as it was on the wire
 * @param rawQuery the query as it was on the wire, not decoded; null where there was none
 * @param headers name to values, in the order of arrival
 * @param receivedAt when the headers had been read
 */
public record ReceivedRequest(
        String method, String path, String rawQuery, Map<String, List<String>> headers, Instant receivedAt) {

    /** More characters of a path or a method would fill a log. */
    private static final int MAX_MODE = 60;

    public ReceivedRequest {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /** The values of a header, none if it was not sent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** What it asks for, in a word for people. */
    String mode() {
        if (!path.equals(AddMediaRequest.PATH)) {
            String shown = maskedPath();
            return Printable.of(shown.endsWith("/") ? shown : shown.substring(shown.lastIndexOf('/') + 1), MAX_MODE);
        }
        return switch (method) {
            case "GET" -> ReceivedMedia.URL;
            case "POST" -> ReceivedMedia.UPLOAD;
            default -> Printable.of(method, MAX_MODE);
        };
    }

    /** The decoded parameters of the query; none where it is malformed. They hold the api_token. */
    public Map<String, String> parameters() {
        try {
            return Collections.unmodifiableMap(Query.parse(rawQuery).parameters());
        } catch (Refusal e) {
            return Map.of();
        }
    }

    Map<String, String> maskedParameters() {
        return new Secrets(this).maskParameters(parameters());
    }

    Map<String, List<String>> maskedHeaders() {
        return new Secrets(this).maskHeaders(headers);
    }

    String maskedPath() {
        return new Secrets(this).maskParameters(path);
    }

    /** The query as it was on the wire but for its secrets; null where there was none. */
    String maskedQuery() {
        return rawQuery == null ? null : new Secrets(this).maskParameters(rawQuery);
    }

    /** About how much memory it takes, in bytes. */
    long size() {
        long size = 500L + path.length() + (rawQuery == null ? 0 : rawQuery.length());
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            size += 100 + header.getKey().length();
            size += header.getValue().stream()
                    .mapToLong(value -> 100 + value.length())
                    .sum();
        }
        return size;
    }

    /**
     * The request with tokens, passwords and keys masked, wherever in it they appear, and control characters escaped.
     */
    @Override
    public String toString() {
        return Printable.of(method + " " + maskedPath() + (rawQuery == null ? "" : "?" + maskedQuery()) + " "
                + maskedHeaders() + " " + receivedAt);
    }
}
