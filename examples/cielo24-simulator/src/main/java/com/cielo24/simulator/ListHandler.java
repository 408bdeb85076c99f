package com.cielo24.simulator;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** {@code GET /simulator/media} and {@code GET /simulator/jobs}: what was received or made, as a JSON array. */
record ListHandler(Supplier<List<?>> list) implements HttpHandler {

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Answer answer = exchange.getRequestMethod().equals("GET")
                ? Answer.json(200, list.get())
                : Answer.text(400, "GET lists.\n");
        answer.writeTo(exchange);
        exchange.close();
    }
}
