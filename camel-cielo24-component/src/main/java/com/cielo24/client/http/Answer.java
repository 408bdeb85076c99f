package com.cielo24.client.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * What came back for a request.
 *
 * @param status         the HTTP status
 * @param body           at most {@link #LONGEST} bytes; empty where more came
 * @param retryAfter     the {@code Retry-After} header, or {@code null}
 * @param whole          whether it was read to its end; if not, its connection is of no more use
 * @param ofService      whether the request got as far as the service, and not only to a proxy
 * @param everythingSent whether the request went out to its last byte
 */
public record Answer(
        int status, byte[] body, String retryAfter, boolean whole, boolean ofService, boolean everythingSent) {

    /** Answers take a few hundred bytes; whatever is sent beyond this is not read. */
    static final int LONGEST = 64 * 1024;

    private static final byte[] NONE = {};

    /** Never throws: once there is a status line, what breaks afterwards does not change what the service said. */
    static Answer read(ClassicHttpResponse response, Transmission transmission) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean whole = readBody(response.getEntity(), bytes);
        Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        return new Answer(
                response.getCode(),
                bytes.size() > LONGEST ? NONE : bytes.toByteArray(),
                retryAfter == null ? null : retryAfter.getValue(),
                whole,
                transmission.isBegun(),
                transmission.isSent());
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
            // what has come may still name the reason
        }
        return false;
    }
}
