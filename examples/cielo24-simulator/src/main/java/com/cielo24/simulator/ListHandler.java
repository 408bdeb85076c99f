package com.cielo24.simulator;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** {@code GET /simulator/media} and {@code GET /simulator/jobs}: what was received or created, as a JSON array. */
record ListHandler(Supplier<List<?>> list) implements Handler {

    @Override
    public void handle(Exchange exchange) throws IOException {
        Answer answer = exchange.head().method().equals("GET")
                ? Answer.json(200, list.get())
                : Answer.text(400, "GET lists.\n");
        exchange.answer(answer);
    }
}
