package com.cielo24.simulator;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Serves the requests of a connection, one after the other. */
final class Connection {
    /** A client that sends its headers byte by byte must not keep a thread for ever. */
    private static final Duration HEAD_TIME = Duration.ofSeconds(30);

    private static final Duration LINGER_TIME = Duration.ofSeconds(2);
    private static final int LINGER_BYTES = 16 * 1024 * 1024;

    private final Handler handler;
    private final Duration idle;
    private final BiConsumer<BadRequest, Answer> refused;

    /**
     * @param idle    how long a client may be silent, between requests and in the middle of a body
     * @param refused hears of what reaches no handler, before its answer is sent
     */
    Connection(Handler handler, Duration idle, BiConsumer<BadRequest, Answer> refused) {
        this.handler = handler;
        this.idle = idle;
        this.refused = refused;
    }

    void serve(Socket socket) throws IOException {
        SocketInput in = new SocketInput(socket);
        boolean more = true;
        while (more) {
            in.waitAtMost(idle);
            if (!in.hasMore()) {
                return;
            }
            in.endWithin(HEAD_TIME.compareTo(idle) < 0 ? HEAD_TIME : idle);
            more = serveOne(socket, in);
        }
    }

    private boolean serveOne(Socket socket, SocketInput in) throws IOException {
        try {
            Optional<RequestHead> head = RequestHead.read(in);
            if (head.isEmpty()) {
                return false;
            }
            in.waitAtMost(idle);
            Exchange exchange = new Exchange(head.get(), in, socket);
            handle(exchange);
            return exchange.keepsConnection();
        } catch (BadRequest e) {
            Answer answer = Answer.json(e.status(), new ServiceError(ServiceError.INVALID_QUERY, e.getMessage()));
            refused.accept(e, answer);
            socket.getOutputStream().write(answer.toBytes(e.received().method(), true));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            discardRest(in);
            return false;
        }
    }

    /** A handler that fails must not leave its client without an answer. */
    private void handle(Exchange exchange) throws IOException {
        try {
            handler.handle(exchange);
        } catch (RuntimeException | Error e) {
            if (exchange.isAnswered()) {
                throw e;
            }
            exchange.answer(Answer.json(500, new ServiceError("SIMULATOR_FAULT", "the simulator's own fault: " + e)));
        }
    }

    /** Closing at once could destroy the answer on its way to a client that still sends. */
    private static void discardRest(SocketInput in) throws IOException {
        in.endWithin(LINGER_TIME);
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        for (int count = 0; count >= 0 && total < LINGER_BYTES; total += count) {
            count = in.read(buffer, 0, buffer.length);
        }
    }
}
