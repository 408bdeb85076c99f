package com.cielo24.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Serves the requests of a connection, one after the other.
 *
 * @param idle    how long a client may be silent, between requests and in the middle of a body
 * @param refused receives what reaches no handler, before its answer is sent
 */
record Connection(Handler handler, Duration idle, BiConsumer<BadRequest, Answer> refused) {
    /** A client that sends its headers byte by byte must not keep a thread for ever. */
    private static final Duration HEAD_TIME = Duration.ofSeconds(30);

    void serve(Client client) throws IOException {
        boolean more = true;
        while (more) {
            client.in().waitAtMost(idle);
            if (!client.in().hasMore()) {
                return;
            }
            client.in().endWithin(HEAD_TIME.compareTo(idle) < 0 ? HEAD_TIME : idle);
            more = serveOne(client);
        }
    }

    /**
     * @return whether the client may send another request
     */
    private boolean serveOne(Client client) throws IOException {
        Optional<RequestHead> head;
        try {
            head = RequestHead.read(client.in());
        } catch (BadRequest e) {
            refuse(e, client);
            return false;
        }
        if (head.isEmpty()) {
            return false;
        }
        client.in().waitAtMost(idle);
        Exchange exchange = new Exchange(head.get(), client);
        try {
            handle(exchange);
            exchange.discardRest();
        } finally {
            exchange.end();
        }
        return exchange.keepsConnection();
    }

    private void refuse(BadRequest request, Client client) throws IOException {
        Answer answer =
                Answer.json(request.status(), new ServiceError(ServiceError.INVALID_QUERY, request.getMessage()));
        refused.accept(request, answer);
        byte[] bytes = answer.toBytes(request.received().method(), true);
        client.out().send(bytes, 0, bytes.length);
        client.in().discard(client.in(), count -> {});
    }

    /** A handler that fails must not leave its client without an answer. */
    private void handle(Exchange exchange) throws IOException {
        try {
            handler.handle(exchange);
        } catch (RequestBody.BrokenCoding e) {
            exchange.answer(Answer.refused(new ServiceError(ServiceError.INVALID_QUERY, e.getMessage())));
        } catch (RuntimeException | Error e) {
            if (exchange.isAnswered()) {
                throw e;
            }
            exchange.answer(Answer.fault(e.toString()));
        }
    }
}
