package com.cielo24.simulator;

import java.io.IOException;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Finds the handler of a path. The server's own contexts match by prefix, the service's paths are exact. */
record Router(Map<String, HttpHandler> handlers) implements HttpHandler {

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        handlers.getOrDefault(exchange.getRequestURI().getRawPath(), Router::notFound)
                .handle(exchange);
    }

    private static void notFound(HttpExchange exchange) throws IOException {
        Answer.text(404, "The simulator knows no such path; GET / says which it knows.\n")
                .writeTo(exchange);
        exchange.close();
    }
}
