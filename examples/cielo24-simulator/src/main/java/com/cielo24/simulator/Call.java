package com.cielo24.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One request for a call of the service on its connection: its body, and the ways to answer or not to. Used by one thread. */
final class Call implements AutoCloseable {
    private static final int BUFFER_SIZE = 128 * 1024;

    private final Exchange exchange;
    private final ReceivedRequest received;
    private final Traffic traffic;
    private final Journal.Line line;
    private final CallsInProgress inProgress;
    private final Consumer<Outcome> outcomes;
    private long bytesPerSecond = Long.MAX_VALUE;
    private boolean ended;
    private Fault.OfOrder faultOfOrder;

    Call(Exchange exchange, Traffic traffic, CallsInProgress inProgress, Consumer<Outcome> outcomes) {
        this.exchange = exchange;
        this.traffic = traffic;
        this.inProgress = inProgress;
        this.outcomes = outcomes;
        this.received = exchange.head().received();
        this.line = traffic.begin(received);
        exchange.observe(traffic::addBytes, () -> inProgress.remove(exchange));
        inProgress.add(exchange);
    }

    ReceivedRequest received() {
        return received;
    }

    /** A '#' must be escaped to be part of a value; what follows a bare one would be lost in silence. */
    boolean hasFragment() {
        return exchange.head().hasFragment();
    }

    /** The job that the request names, right or wrong otherwise. */
    Optional<String> jobId() {
        try {
            return Query.parse(received.rawQuery()).value("job_id").filter(id -> id.matches("[0-9a-fA-F]{1,64}"));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** What the call orders will go wrong. */
    void meet(Fault.OfOrder fault) {
        faultOfOrder = fault;
    }

    Optional<Fault.OfOrder> faultOfOrder() {
        return Optional.ofNullable(faultOfOrder);
    }

    boolean isAnswered() {
        return exchange.isAnswered();
    }

    /** Limits how fast the body is read. */
    void readSlowly(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /**
     * Reads the body to its end, or until at least {@code limit} bytes were read.
     *
     * @throws IOException if the client breaks off
     */
    void readBody(BodySink sink, long limit) throws IOException {
        // A tenth of a second's worth at a time, so that a slow reader is steadily slow
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER_SIZE, bytesPerSecond / 10))];
        long start = System.nanoTime();
        while (bytesRead() < limit) {
            int count = exchange.read(buffer, 0, (int) Math.min(buffer.length, limit - bytesRead()));
            if (count < 0) {
                return;
            }
            sink.accept(buffer, count);
            keepPace(start);
        }
    }

    void readBody(BodySink sink) throws IOException {
        readBody(sink, Long.MAX_VALUE);
    }

    long bytesRead() {
        return exchange.bytesRead();
    }

    void answer(Answer answer, String result) throws IOException {
        end(answer.status(), result);
        exchange.answer(answer);
    }

    /**
     * Sends the beginning of an answer.
     *
     * @throws IOException always: the connection is closed
     */
    void answerInPart(Answer answer, String result, int bytes) throws IOException {
        end(answer.status(), result);
        byte[] all = exchange.toBytes(answer);
        exchange.send(all, 0, Math.min(bytes, all.length));
        exchange.discardRest();
        throw new IOException("cut off on purpose");
    }

    /** Sends an answer a tenth of a second's worth at a time. */
    void answerSlowly(Answer answer, String result, int bytesPerSecond) throws IOException {
        end(answer.status(), result);
        byte[] all = exchange.toBytes(answer);
        int step = Math.max(1, bytesPerSecond / 10);
        for (int sent = 0; sent < all.length; sent += step) {
            exchange.send(all, sent, Math.min(step, all.length - sent));
            pause(Duration.ofNanos(step * 1_000_000_000L / bytesPerSecond));
        }
    }

    /**
     * Closes the connection without an answer.
     *
     * @throws IOException always: the server closes the connection of a handler that throws
     */
    void drop(String result) throws IOException {
        end(0, result);
        throw new IOException("dropped on purpose");
    }

    /**
     * Holds the connection open without an answer.
     *
     * @throws IOException when the simulator is reset or closed
     */
    void hold() throws IOException {
        inProgress.holdUntilEnded();
    }

    void pause(Duration duration) throws IOException {
        inProgress.pause(duration);
    }

    /** Records the end of a request that was not answered: the client or the simulator went away. */
    @Override
    public void close() {
        end(0, "broken off");
    }

    /** Before the answer: a client that has it may send its next request, which must not count as concurrent. */
    private void end(int status, String result) {
        if (!ended) {
            ended = true;
            traffic.end(line, status, result, bytesRead());
            outcomes.accept(new Outcome(jobId().orElse("-"), received.mode(), bytesRead(), result));
        }
    }

    private void keepPace(long start) throws IOException {
        if (bytesPerSecond != Long.MAX_VALUE) {
            long due = start + (long) (bytesRead() * 1e9 / bytesPerSecond);
            inProgress.pause(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        }
    }
}
