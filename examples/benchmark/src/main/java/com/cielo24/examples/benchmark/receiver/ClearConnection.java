package com.cielo24.examples.benchmark.receiver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A connection without TLS. Its bytes are read in pieces that fit into a processor's cache, straight from the system
 * into memory outside the heap, and are looked at no further than the head.
 */
final class ClearConnection implements Runnable {

    private static final int BUFFER_SIZE = 256 * 1024;

    private final SocketChannel channel;
    private final Runnable onRequest;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
    private final ByteBuffer answer = Http.answer(true);

    /**
     * @param onRequest is run when the first bytes of a request are here
     */
    ClearConnection(SocketChannel channel, Runnable onRequest) {
        this.channel = channel;
        this.onRequest = onRequest;
    }

    @Override
    public void run() {
        try (channel) {
            while (takeRequest()) {
                channel.write(answer.rewind());
            }
        } catch (IOException e) {
            // the sender has gone
        }
    }

    /** Whether there was one. */
    private boolean takeRequest() throws IOException {
        buffer.clear();
        int head = -1;
        while (head == -1) {
            if (channel.read(buffer) == -1) {
                return false;
            }
            head = Http.headLength(buffer.duplicate().flip());
        }
        onRequest.run();
        long left = Http.contentLength(buffer.duplicate().flip().limit(head)) - (buffer.position() - head);
        while (left > 0) {
            int read = channel.read(buffer.clear());
            if (read == -1) {
                return false;
            }
            left -= read;
        }
        return true;
    }
}
