package com.cielo24.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One add_media request as it arrived, right or wrong. Header names compare without case. {@link #rawQuery()} holds
 * the api_token; {@link #toString()} never shows it.
 *
 * @param method the HTTP method
 * @param path the path as it was on the wire
 * @param rawQuery the query as it was on the wire, not decoded; null where there was none
 * @param headers name to values, in the order of arrival
 * @param receivedAt when the headers had been read
 */
public record ReceivedRequest(
        String method, String path, String rawQuery, Map<String, List<String>> headers, Instant receivedAt) {

    public ReceivedRequest {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(copy);
    }

    /** The values of a header, none if it was not sent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The request with the value of api_token masked, wherever in it that value appears. */
    @Override
    public String toString() {
        String text = method + " " + path + (rawQuery == null ? "" : "?" + rawQuery) + " " + headers + " " + receivedAt;
        for (String token : tokens()) {
            text = text.replace(token, "xxxxxx");
        }
        return text;
    }

    private List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && equals < pair.length() - 1
                    && lenient(pair.substring(0, equals)).equals("api_token")) {
                tokens.add(pair.substring(equals + 1));
                tokens.add(lenient(pair.substring(equals + 1)));
            }
        }
        return tokens;
    }

    private static String lenient(String encoded) {
        try {
            return Query.decode(encoded);
        } catch (Refusal e) {
            return encoded;
        }
    }
}
