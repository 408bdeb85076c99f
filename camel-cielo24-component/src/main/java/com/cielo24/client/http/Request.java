package com.cielo24.client.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.hc.core5.net.PercentCodec;

/**
 * One request to the service. Its parameters and headers may be secret: only the connection gets them, neither
 * HttpClient nor any log.
 *
 * @param noun       what is sent, for messages
 * @param path       of the call, such as {@code /api/job/new}
 * @param parameters of the query, not encoded, without {@code v}
 * @param headers    in addition to those of every request
 * @param upload     the body of a POST; {@code null} makes the request a GET
 * @param reader     reads the body of a successful answer; {@code null} for JSON of a few hundred bytes
 */
public record Request(
        String noun,
        String path,
        Map<String, String> parameters,
        Map<String, String> headers,
        UploadBody upload,
        BodyReader reader) {

    /** A request without a body. */
    public static Request get(String noun, String path, Map<String, String> parameters) {
        return new Request(noun, path, parameters, Map.of(), null, null);
    }

    /** The same request, for an answer of any length and type. */
    public Request readBy(BodyReader other) {
        return new Request(noun, path, parameters, headers, upload, other);
    }

    /** The same request with another parameter before the others. */
    public Request with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>();
        more.put(name, value);
        more.putAll(parameters);
        return new Request(noun, path, more, headers, upload, reader);
    }

    /** The same request with another body. */
    public Request with(UploadBody other) {
        return new Request(noun, path, parameters, headers, other, reader);
    }

    /** Size of the upload in bytes; 0 without one. */
    public long size() {
        return upload == null ? 0 : upload.length();
    }

    /**
     * The request target on the wire (page "Add Media To Job", Query String Parameters). All characters except the
     * unreserved ones of RFC 3986 are encoded, so that the service decodes exactly what the user passed.
     *
     * @param prefix the path of the base URL
     */
    String target(String prefix) {
        StringBuilder target = new StringBuilder(prefix).append(path).append("?v=1");
        parameters.forEach((name, value) -> {
            target.append('&').append(name).append('=');
            PercentCodec.encode(target, value, StandardCharsets.UTF_8);
        });
        return target.toString();
    }

    /** Omits what may be secret. */
    @Override
    public String toString() {
        return "Request[" + path + "]";
    }
}
