package com.cielo24.simulator;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Finds the handler of a path; paths are exact. What a web page has no business to ask for goes to nobody. */
record Router(
        Map<String, Handler> handlers, Handler unknown, BrowserGuard guard, BiConsumer<RequestHead, String> refused)
        implements Handler {

    @Override
    public void handle(Exchange exchange) throws IOException {
        Optional<String> objection = guard.objection(exchange.head());
        if (objection.isPresent()) {
            refused.accept(exchange.head(), objection.get());
            exchange.answer(Answer.json(403, new ServiceError(ServiceError.ACCOUNT_UNPRIVILEGED, objection.get())));
            return;
        }
        handlers.getOrDefault(exchange.head().path(), unknown).handle(exchange);
    }
}
