package com.cielo24.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a client sends. A read throws a {@link SocketTimeoutException} when nothing comes for too long. Used by one thread. */
final class SocketInput extends InputStream {
    private static final int BUFFER_SIZE = 16 * 1024;

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
