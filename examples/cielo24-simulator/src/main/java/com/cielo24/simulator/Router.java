package com.cielo24.simulator;

import java.io.IOException;
import java.util.Map;

/** Finds the handler of a path. The server's own contexts match by prefix, the service's paths are exact. */
record Router(Map<String, Handler> handlers) implements Handler {

    @Override
    public void handle(Exchange exchange) throws IOException {
        handlers.getOrDefault(exchange.head().path(), Router::notFound).handle(exchange);
    }

    private static void notFound(Exchange exchange) throws IOException {
        exchange.answer(Answer.text(404, "The simulator knows no such path; GET / says which it knows.\n"));
    }
}
