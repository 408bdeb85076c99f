package com.cielo24.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code /simulator/faults}: POST adds a fault given in JSON, GET lists the pending ones, DELETE clears them all. */
record FaultsHandler(Faults faults) implements Handler {
    private static final int MAX_BODY = 64 * 1024;

    @Override
    public void handle(Exchange exchange) throws IOException {
        Answer answer =
                switch (exchange.head().method()) {
                    case "POST" -> add(exchange);
                    case "DELETE" -> clear();
                    case "GET" -> Answer.json(200, faults.pending());
                    default ->
                        Answer.text(
                                400,
                                "POST adds a fault, GET lists them, DELETE clears them all.\n" + FaultRequest.known());
                };
        exchange.answer(answer);
    }

    private Answer add(Exchange exchange) throws IOException {
        String json = new String(exchange.readBody(MAX_BODY), StandardCharsets.UTF_8);
        try {
            FaultRequest request = FaultRequest.parse(json);
            request.applyTo(faults);
            return Answer.text(200, request.fault() + "\n");
        } catch (IllegalArgumentException e) {
            return Answer.text(400, "Not understood: " + e.getMessage() + "\n" + FaultRequest.known());
        }
    }

    private Answer clear() {
        faults.clear();
        return Answer.text(200, "No faults.\n");
    }
}
