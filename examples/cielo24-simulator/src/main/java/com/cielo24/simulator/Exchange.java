package com.cielo24.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** One request on its connection, and its answer. Used by one thread. */
final class Exchange {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final RequestHead head;
    private final SocketInput in;
    private final Socket socket;
    private final OutputStream out;
    private final RequestBody body;
    private boolean awaitsContinue;
    private boolean closing;
    private int status;

    Exchange(RequestHead head, SocketInput in, Socket socket) throws IOException {
        this.head = head;
        this.in = in;
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.body = new RequestBody(in, head);
        this.awaitsContinue = head.isHttp11()
                && head.header("Expect").stream().anyMatch(value -> value.equalsIgnoreCase("100-continue"));
        this.closing = !head.isPersistent();
    }

    RequestHead head() {
        return head;
    }

    /** Reads from the body, as {@link RequestBody#read} does; a client that waits to be asked for it is asked. */
    int read(byte[] buffer, int length) throws IOException {
        if (awaitsContinue && !isAnswered()) {
            awaitsContinue = false;
            out.write(CONTINUE);
            out.flush();
        }
        return body.read(buffer, 0, length);
    }

    /** Reads the body as far as the limit. */
    byte[] readBody(int limit) throws IOException {
        byte[] buffer = new byte[limit];
        int total = 0;
        while (total < limit) {
            byte[] some = new byte[limit - total];
            int count = read(some, some.length);
            if (count < 0) {
                break;
            }
            System.arraycopy(some, 0, buffer, total, count);
            total += count;
        }
        return Arrays.copyOf(buffer, total);
    }

    boolean isBodyRead() {
        return body.isRead() && head.isFramed();
    }

    /** What follows on the connection, whatever it is, for bodies whose length is not known. */
    int readUnframed(byte[] buffer) throws IOException {
        return in.read(buffer, 0, buffer.length);
    }

    /** Bounds the reads that follow, taken together. */
    void endReadsWithin(Duration time) {
        in.endWithin(time);
    }

    boolean isAnswered() {
        return status != 0;
    }

    /** Of the answer; 0 before there is one. */
    int status() {
        return status;
    }

    /** Closes the connection, whatever another thread is doing with it. */
    void abort() throws IOException {
        socket.close();
    }

    /** Whether the connection may serve another request after this one. */
    boolean keepsConnection() {
        return isAnswered() && !closing && isBodyRead();
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
        out.write(bytes, from, count);
        out.flush();
    }

    List<String> header(String name) {
        return head.header(name);
    }
}
