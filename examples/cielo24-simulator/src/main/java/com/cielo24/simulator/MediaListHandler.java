package com.cielo24.simulator;

import java.io.IOException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** {@code GET /simulator/media}: the received media as a JSON array. */
record MediaListHandler(MediaStore store) implements HttpHandler {

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Answer answer = exchange.getRequestMethod().equals("GET")
                ? Answer.json(200, store.all())
                : Answer.text(400, "GET lists the received media.\n");
        answer.writeTo(exchange);
        exchange.close();
    }
}
