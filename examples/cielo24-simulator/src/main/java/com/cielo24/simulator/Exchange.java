package com.cielo24.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/** One request on its connection, and its answer. Used by one thread. */
final class Exchange {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final RequestHead head;
    private final Client client;
    private final RequestBody body;
    private LongConsumer whenRead = count -> {};
    private Runnable whenEnded = () -> {};
    private boolean awaitsContinue;
    private boolean closing;
    private int status;
    private long bytesRead;

    Exchange(RequestHead head, Client client) {
        this.head = head;
        this.client = client;
        this.body = new RequestBody(client.in(), head);
        this.awaitsContinue = head.isHttp11()
                && head.header("Expect").stream().anyMatch(value -> value.equalsIgnoreCase("100-continue"));
        this.closing = !head.isPersistent();
    }

    /**
     * @param whenRead  receives the number of bytes of each read of the body
     * @param whenEnded runs once, when nothing is left to do but to send the answer, or when the connection ends
     */
    void observe(LongConsumer whenRead, Runnable whenEnded) {
        this.whenRead = whenRead;
        this.whenEnded = whenEnded;
    }

    RequestHead head() {
        return head;
    }

    List<String> header(String name) {
        return head.header(name);
    }

    /** Reads from the body, as {@link RequestBody#read} does; a client that waits to be asked for it is asked. */
    int read(byte[] buffer, int offset, int length) throws IOException {
        if (awaitsContinue && !isAnswered()) {
            awaitsContinue = false;
            client.out().send(CONTINUE, 0, CONTINUE.length);
        }
        int count = body.read(buffer, offset, length);
        count(Math.max(0, count));
        return count;
    }

    /** Reads the body as far as the limit. */
    byte[] readBody(int limit) throws IOException {
        byte[] buffer = new byte[limit];
        int total = 0;
        while (total < limit) {
            int count = read(buffer, total, limit - total);
            if (count < 0) {
                break;
            }
            total += count;
        }
        return Arrays.copyOf(buffer, total);
    }

    /** How many bytes of the body were read so far. */
    long bytesRead() {
        return bytesRead;
    }

    private void count(long bytes) {
        bytesRead += bytes;
        whenRead.accept(bytes);
    }

    private boolean isBodyRead() {
        return body.isRead() && head.isFramed();
    }

    boolean isAnswered() {
        return status != 0;
    }

    /** Of the answer; 0 before there is one. */
    int status() {
        return status;
    }

    /** Announces where the connection cannot be used again, as what is left of the body would be taken for a request. */
    void answer(Answer answer) throws IOException {
        byte[] bytes = toBytes(answer);
        send(bytes, 0, bytes.length);
    }

    /** The answer as it goes on the wire of this connection. */
    byte[] toBytes(Answer answer) {
        closing |= !isBodyRead();
        status = answer.status();
        return answer.toBytes(head.method(), closing);
    }

    /** Sends a part of what {@link #toBytes} gave. */
    void send(byte[] bytes, int from, int count) throws IOException {
        if (from + count == bytes.length && isBodyRead()) {
            // before the client has all of it: what it does next must not meet this request
            end();
        }
        client.out().send(bytes, from, count);
    }

    /** Whether the connection may serve another request after this one. */
    boolean keepsConnection() {
        return isAnswered() && !closing && isBodyRead();
    }

    /** Reads for a while what a client still sends that was answered early, so that the answer reaches it. */
    void discardRest() throws IOException {
        if (isAnswered() && !isBodyRead()) {
            // a client may send a body that it did not announce
            InputStream rest = head.isFramed() && !body.isBroken() ? body : client.in();
            client.in().discard(rest, this::count);
        }
    }

    /** Nothing of it is left to do; more than the first call has no effect. */
    void end() {
        Runnable first = whenEnded;
        whenEnded = () -> {};
        first.run();
    }

    /** Closes the connection, whatever its thread is doing. */
    void abort() {
        client.abort();
    }
}
