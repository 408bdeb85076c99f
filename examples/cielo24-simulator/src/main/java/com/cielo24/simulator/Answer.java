package com.cielo24.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** What goes back to the client. */
record Answer(int status, Map<String, String> headers, String body) {
    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK",
            204, "No Content",
            400, "Bad Request",
            403, "Forbidden",
            404, "Not Found",
            408, "Request Timeout",
            414, "URI Too Long",
            431, "Request Header Fields Too Large",
            500, "Internal Server Error",
            503, "Service Unavailable");

    static Answer taskId(String taskId) {
        return json(200, Map.of("TaskId", taskId));
    }

    /** The page, "Responses": every error of the service is a 400. */
    static Answer refused(ServiceError error) {
        return json(400, error);
    }

    /** What went wrong is not the client's fault. */
    static Answer fault(String reason) {
        return json(500, new ServiceError("SIMULATOR_FAULT", "the simulator's own fault: " + reason));
    }

    static Answer json(int status, Object value) {
        return new Answer(status, Map.of("Content-Type", "application/json"), Json.write(value));
    }

    static Answer text(int status, String text) {
        return new Answer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), text);
    }

    /**
     * The answer as it goes on the wire.
     *
     * @param method  of the request: an answer to HEAD has no body
     * @param closing whether the connection ends with it
     */
    byte[] toBytes(String method, boolean closing) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " " + reason() + "\r\n");
        head.append("Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        boolean bodiless = status == 204 || status == 304 || method.equals("HEAD");
        if (!bodiless && !hasLength()) {
            head.append("Content-Length: " + content.length + "\r\n");
        }
        if (closing) {
            head.append("Connection: close\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (!bodiless) {
            bytes.writeBytes(content);
        }
        return bytes.toByteArray();
    }

    private boolean hasLength() {
        return headers.keySet().stream().anyMatch("Content-Length"::equalsIgnoreCase);
    }

    private String reason() {
        return REASONS.getOrDefault(status, "Status " + status);
    }
}
