package com.cielo24.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;

/** What goes back to the client. */
record Answer(int status, Map<String, String> headers, String body) {

    static Answer taskId(String taskId) {
        return json(200, Map.of("TaskId", taskId));
    }

    /** The page, "Responses": every error of the service is a 400. */
    static Answer refused(ServiceError error) {
        return json(400, error);
    }

    static Answer json(int status, Object value) {
        return new Answer(status, Map.of("Content-Type", "application/json"), Json.write(value));
    }

    static Answer text(int status, String text) {
        return new Answer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), text);
    }

    /** Writes and flushes the answer, and leaves the exchange open: closing it is up to the caller. */
    void writeTo(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || exchange.getRequestMethod().equals("HEAD") || status == 204 || status == 304) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        OutputStream out = exchange.getResponseBody();
        out.write(bytes);
        out.flush();
    }
}
