package com.cielo24.client.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * The answer to a request (page "Add Media To Job", Responses): a status, and JSON with known and unknown fields. An
 * answer that is not JSON has a status only.
 *
 * @param status         the HTTP status
 * @param body           the JSON, or a missing node
 * @param retryAfter     the time of the {@code Retry-After} header, or {@code null}
 * @param whole          whether it was read to its end; if not, its connection cannot be reused
 * @param fromService    whether the service answered, and not only a proxy
 * @param everythingSent whether the request was sent to its last byte
 * @param contentType    of a body that was read by a {@link BodyReader}; {@code null} if there is none
 */
public record Answer(
        int status,
        JsonNode body,
        Duration retryAfter,
        boolean whole,
        boolean fromService,
        boolean everythingSent,
        String contentType) {

    /** Answers have a few hundred bytes. Anything beyond this limit is not read. */
    static final int LONGEST = 64 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Never throws: after the status line, a broken connection does not change what the service answered. */
    static Answer read(ClassicHttpResponse response, Transmission transmission) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean whole = readBody(response.getEntity(), bytes);
        return new Answer(
                response.getCode(),
                json(bytes.toByteArray()),
                retryAfter(response.getFirstHeader(HttpHeaders.RETRY_AFTER)),
                whole,
                transmission.isBegun(),
                transmission.isSent(),
                null);
    }

    /**
     * The same for a successful answer of any length; its JSON is missing.
     *
     * @throws IOException if the body did not arrive as a whole, or the reader failed
     */
    static Answer read(ClassicHttpResponse response, Transmission transmission, BodyReader reader) throws IOException {
        HttpEntity entity = response.getEntity();
        InputStream body = entity == null ? InputStream.nullInputStream() : begun(entity);
        reader.read(body);
        return new Answer(
                response.getCode(),
                MissingNode.getInstance(),
                null,
                isAtEnd(body),
                transmission.isBegun(),
                transmission.isSent(),
                entity == null ? null : entity.getContentType());
    }

    /** Headers that break off look like those of a body that ends with the connection. Then it is no empty body. */
    private static InputStream begun(HttpEntity entity) throws IOException {
        if (entity.getContentLength() >= 0 || entity.isChunked()) {
            return entity.getContent();
        }
        PushbackInputStream body = new PushbackInputStream(entity.getContent());
        int first = body.read();
        if (first == -1) {
            throw new ConnectionClosedException("the connection was closed before the body");
        }
        body.unread(first);
        return body;
    }

    /** There may be blanks after JSON. What is beyond them is not worth reading. */
    private static boolean isAtEnd(InputStream body) throws IOException {
        byte[] buffer = new byte[1024];
        long skipped = 0;
        while (skipped <= LONGEST) {
            int read = body.read(buffer);
            if (read == -1) {
                return true;
            }
            skipped += read;
        }
        return false;
    }

    private static boolean readBody(HttpEntity entity, ByteArrayOutputStream bytes) {
        if (entity == null) {
            return true;
        }
        try {
            InputStream in = entity.getContent();
            byte[] buffer = new byte[4 * 1024];
            while (bytes.size() <= LONGEST) {
                int read = in.read(buffer);
                if (read == -1) {
                    return true;
                }
                bytes.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // what has arrived may still contain the reason
        }
        return false;
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return bytes.length > LONGEST ? MissingNode.getInstance() : JSON.readTree(bytes);
        } catch (IOException e) {
            // not JSON: the status alone decides
            return MissingNode.getInstance();
        }
    }

    private static Duration retryAfter(Header header) {
        if (header == null) {
            return null;
        }
        String value = header.getValue().trim();
        try {
            if (value.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), date);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The text of a field, or {@code null} if there is none. */
    public String text(String field) {
        JsonNode node = body.path(field);
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }
}
