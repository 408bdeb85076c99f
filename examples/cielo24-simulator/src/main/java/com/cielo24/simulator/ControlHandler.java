package com.cielo24.simulator;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a test does to a simulator in another process, under {@code /simulator}: look at its requests, reset it, break
 * it.
 */
record ControlHandler(Cielo24Simulator simulator) {
    private static final int MAX_OUTAGE = 3600;

    void requests(Exchange exchange) throws IOException {
        exchange.answer(
                isGet(exchange)
                        ? Answer.json(
                                200,
                                simulator.journal().stream()
                                        .map(ControlHandler::describe)
                                        .toList())
                        : Answer.text(400, "GET lists the newest requests and their answers.\n"));
    }

    void sessions(Exchange exchange) throws IOException {
        String method = exchange.head().method();
        if (method.equals("DELETE")) {
            simulator.expireSessions();
        } else if (!method.equals("GET")) {
            exchange.answer(Answer.text(400, "GET counts logins and sessions, DELETE lets all sessions expire.\n"));
            return;
        }
        exchange.answer(Answer.json(200, Map.of("logins", simulator.logins(), "sessions", simulator.sessions())));
    }

    void callbacks(Exchange exchange) throws IOException {
        String method = exchange.head().method();
        if (method.equals("GET")) {
            exchange.answer(Answer.json(200, simulator.callbacks()));
            return;
        }
        try {
            Query query = Query.parse(exchange.head().received().rawQuery());
            if (isPost(exchange)) {
                simulator.sendCallback(URI.create(query.require("callback_url")));
                exchange.answer(Answer.text(200, "Called back.\n"));
                return;
            }
        } catch (Refusal | IllegalArgumentException e) {
            // answered below
        }
        exchange.answer(Answer.text(400, "GET lists callbacks; POST with a callback_url calls it once.\n"));
    }

    void reset(Exchange exchange) throws IOException {
        if (!isPost(exchange)) {
            exchange.answer(Answer.text(400, "POST forgets everything.\n"));
            return;
        }
        simulator.reset();
        exchange.answer(Answer.text(200, "Forgot everything.\n"));
    }

    void outage(Exchange exchange) throws IOException {
        String seconds = "";
        try {
            seconds = Query.parse(exchange.head().received().rawQuery())
                    .value("seconds")
                    .orElse("");
        } catch (Refusal e) {
            // answered below, as an outage without seconds
        }
        if (!isPost(exchange) || !seconds.matches("[0-9]{1,4}") || Integer.parseInt(seconds) > MAX_OUTAGE) {
            exchange.answer(
                    Answer.text(
                            400,
                            "POST with seconds=0 to " + MAX_OUTAGE
                                    + ": every connection is closed without an answer for that time. What is known is kept.\n"));
            return;
        }
        exchange.answer(Answer.text(200, "Away for " + seconds + " seconds.\n"));
        simulator.outage(Duration.ofSeconds(Integer.parseInt(seconds)));
    }

    private static Map<String, Object> describe(JournalEntry entry) {
        ReceivedRequest request = entry.request();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("receivedAt", request.receivedAt());
        fields.put("method", request.method());
        fields.put("path", request.maskedPath());
        fields.put("query", request.maskedQuery());
        fields.put("parameters", request.maskedParameters());
        fields.put("headers", request.maskedHeaders());
        fields.put("bytes", entry.bytes());
        fields.put("status", entry.status() == 0 ? null : entry.status());
        fields.put("result", entry.result());
        return fields;
    }

    private static boolean isGet(Exchange exchange) {
        return exchange.head().method().equals("GET");
    }

    private static boolean isPost(Exchange exchange) {
        return exchange.head().method().equals("POST");
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "/simulator/requests", this::requests,
                "/simulator/callbacks", this::callbacks,
                "/simulator/sessions", this::sessions,
                "/simulator/reset", this::reset,
                "/simulator/outage", this::outage);
    }
}
