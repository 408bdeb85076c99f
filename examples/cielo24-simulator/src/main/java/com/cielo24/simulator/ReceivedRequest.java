package com.cielo24.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One request for a call of the service as it arrived, right or wrong. Header names compare without case. {@link
 * #rawQuery()} holds the api_token, {@link #headers()} those of a login; {@link #toString()} never shows them.
 *
 * @param method the HTTP method
 * @param path the path as it was on the wire
 * @param rawQuery the query as it was on the wire, not decoded; null where there was none
 * @param headers name to values, in the order of arrival
 * @param receivedAt when the headers had been read
 */
public record ReceivedRequest(
        String method, String path, String rawQuery, Map<String, List<String>> headers, Instant receivedAt) {

    private static final String MASK = "xxxxxx";
    private static final Set<String> SECRET_PARAMETERS = Set.of("api_token", "password", "securekey");
    private static final List<String> SECRET_HEADERS = List.of("x-auth-password", "x-auth-securekey");

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
            return printable(path.endsWith("/") ? path : path.replaceFirst(".*/", ""));
        }
        return switch (method) {
            case "GET" -> ReceivedMedia.URL;
            case "POST" -> ReceivedMedia.UPLOAD;
            default -> printable(method);
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
        Map<String, String> masked = new TreeMap<>(parameters());
        masked.replaceAll((name, value) -> SECRET_PARAMETERS.contains(name) ? MASK : masked(value));
        return masked;
    }

    Map<String, List<String>> maskedHeaders() {
        Map<String, List<String>> masked = new TreeMap<>(headers);
        masked.replaceAll((name, values) -> values.stream().map(this::masked).toList());
        return masked;
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

    /** The request with tokens, passwords and keys masked, wherever in it they appear, and control characters escaped. */
    @Override
    public String toString() {
        return printable(masked(
                method + " " + path + (rawQuery == null ? "" : "?" + rawQuery) + " " + headers + " " + receivedAt));
    }

    /** Control characters could draw on the terminal of whoever reads a log, or add lines to it. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.chars().forEach(c -> printable.append(Character.isISOControl(c) ? String.format("\\x%02x", c) : (char) c));
        return printable.toString();
    }

    private String masked(String text) {
        String masked = text;
        for (String secret : secrets()) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    private List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        SECRET_HEADERS.forEach(name -> secrets.addAll(header(name)));
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && SECRET_PARAMETERS.contains(lenient(pair.substring(0, equals)))) {
                secrets.add(pair.substring(equals + 1));
                secrets.add(lenient(pair.substring(equals + 1)));
            }
        }
        secrets.removeIf(String::isEmpty);
        return secrets;
    }

    private static String lenient(String encoded) {
        try {
            return Query.decode(encoded);
        } catch (Refusal e) {
            return encoded;
        }
    }
}
