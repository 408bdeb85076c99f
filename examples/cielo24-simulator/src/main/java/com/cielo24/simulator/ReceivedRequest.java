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
            return path.replaceFirst(".*/", "");
        }
        return switch (method) {
            case "GET" -> ReceivedMedia.URL;
            case "POST" -> ReceivedMedia.UPLOAD;
            default -> method;
        };
    }

    /** The request with tokens, passwords and keys masked, wherever in it they appear. */
    @Override
    public String toString() {
        String text = method + " " + path + (rawQuery == null ? "" : "?" + rawQuery) + " " + headers + " " + receivedAt;
        for (String secret : secrets()) {
            text = text.replace(secret, "xxxxxx");
        }
        return text;
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
