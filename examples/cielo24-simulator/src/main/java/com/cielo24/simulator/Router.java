package com.cielo24.simulator;

import java.io.IOException;
import java.util.Map;

/** Finds the handler of a path; paths are exact. */
record Router(Map<String, Handler> handlers, Handler unknown) implements Handler {

    @Override
    public void handle(Exchange exchange) throws IOException {
        handlers.getOrDefault(exchange.head().path(), unknown).handle(exchange);
    }
}
