package com.cielo24.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** {@code /simulator/faults}: POST adds a fault given in JSON, DELETE clears them all. */
record FaultsHandler(Faults faults) implements HttpHandler {
    private static final int MAX_BODY = 64 * 1024;

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Answer answer =
                switch (exchange.getRequestMethod()) {
                    case "POST" -> add(exchange);
                    case "DELETE" -> clear();
                    default -> Answer.text(400, "POST adds a fault, DELETE clears them all.\n" + FaultRequest.known());
                };
        answer.writeTo(exchange);
        exchange.close();
    }

    private Answer add(HttpExchange exchange) throws IOException {
        String json = new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
        try {
            FaultRequest request = FaultRequest.parse(json);
            request.applyTo(faults);
            return Answer.text(200, request.fault() + "\n");
        } catch (IllegalArgumentException e) {
            return Answer.text(400, e.getMessage());
        }
    }

    private Answer clear() {
        faults.clear();
        return Answer.text(200, "No faults.\n");
    }
}
