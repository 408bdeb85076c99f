package com.cielo24.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.hc.core5.net.PercentCodec;

/**
 * The request target on the wire (page "Add Media To Job", Query String Parameters). Only the unreserved characters of
 * RFC 3986 stay as they are, so that what the service decodes is what the user gave, to the letter.
 */
final class RequestTarget {

    private RequestTarget() {}

    /**
     * @param path  with the path of the base URL
     * @param token or {@code null} for a login
     */
    static String of(String path, ApiToken token, Map<String, String> parameters) {
        StringBuilder target = new StringBuilder(path).append("?v=1");
        if (token != null) {
            append(target, "api_token", token.value());
        }
        parameters.forEach((name, value) -> append(target, name, value));
        return target.toString();
    }

    private static void append(StringBuilder target, String name, String value) {
        target.append('&').append(name).append('=');
        PercentCodec.encode(target, value, StandardCharsets.UTF_8);
    }
}
