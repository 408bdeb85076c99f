package com.cielo24.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** What a client sends. A read throws a {@link SocketTimeoutException} when nothing comes for too long. Used by one thread. */
final class SocketInput extends InputStream {
    private static final int BUFFER_SIZE = 16 * 1024;

    /** More than any client should send after an answer, so that tests see how much it does. */
    private static final long DISCARD_BYTES = 256L * 1024 * 1024;

    /** A client that takes {@link #DISCARD_TIME} for less than this has stopped sending, or may be treated as if. */
    private static final int DISCARD_STEP = 1024 * 1024;

    private static final Duration DISCARD_TIME = Duration.ofSeconds(2);
    private static final int DISCARD_BUFFER = 128 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int end;
    private long silence;
    private long deadline;
    private boolean hasDeadline;

    SocketInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** From now on a read waits this long at most for a first byte. */
    void waitAtMost(Duration silence) {
        this.silence = silence.toNanos();
        this.hasDeadline = false;
    }

    /** From now on all reads together end within this time. */
    void endWithin(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
        hasDeadline = true;
    }

    @Override
    public int read() throws IOException {
        if (position == end && !fill()) {
            return -1;
        }
        return buffer[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            if (length >= BUFFER_SIZE) {
                return receive(target, offset, length);
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, end - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    /**
     * Reads what a client still sends after its answer: closing at once could destroy the answer on its way.
     *
     * @param rest  what to read of this input, such as the rest of a body
     * @param bytes receives the number of bytes of each read
     */
    void discard(InputStream rest, LongConsumer bytes) throws IOException {
        byte[] some = new byte[DISCARD_BUFFER];
        long total = 0;
        long deadlineSetAt = 0;
        endWithin(DISCARD_TIME);
        while (total < DISCARD_BYTES) {
            int count = rest.read(some, 0, (int) Math.min(some.length, DISCARD_BYTES - total));
            if (count < 0) {
                return;
            }
            bytes.accept(count);
            total += count;
            if (total - deadlineSetAt >= DISCARD_STEP) {
                deadlineSetAt = total;
                endWithin(DISCARD_TIME);
            }
        }
    }

    /** Waits for a byte, and leaves it to be read. */
    boolean hasMore() throws IOException {
        return position < end || fill();
    }

    private boolean fill() throws IOException {
        int count = receive(buffer, 0, BUFFER_SIZE);
        position = 0;
        end = Math.max(0, count);
        return count > 0;
    }

    private int receive(byte[] target, int offset, int length) throws IOException {
        long nanos = hasDeadline ? deadline - System.nanoTime() : silence;
        if (nanos <= 0) {
            throw new SocketTimeoutException("the client takes too long");
        }
        // 0 would wait for ever
        socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos) + 1));
        return in.read(target, offset, length);
    }
}
