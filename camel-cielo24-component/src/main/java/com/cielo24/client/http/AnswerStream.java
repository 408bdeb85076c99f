package com.cielo24.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The input of a connection. While an upload is running, other threads may check whether an answer has begun to arrive,
 * which ends the upload; an interim answer such as {@code 102 Processing} does not. Once the answer is being read, they
 * no longer touch it.
 */
final class AnswerStream extends InputStream {

    private static final int AT_ONCE = 1;
    private static final byte[] INTERIM = {'H', 'T', 'T', 'P', '/', '1', '.', '1', ' ', '1'};

    private final Socket socket;
    private final boolean tls;
    private final InputStream base;
    private final InputStream in;
    private final byte[] buffer = new byte[8 * 1024];
    /** Not held while waiting for the answer, which may take minutes. */
    private final ReentrantLock lock = new ReentrantLock();

    private int start;
    private int end;
    private boolean beingRead;
    private boolean open = true;

    /**
     * @param socket to read from, with or without TLS
     * @param base   the socket below TLS; without TLS, the same socket
     */
    AnswerStream(Socket socket, Socket base) throws IOException {
        this.socket = socket;
        this.tls = socket != base;
        this.base = base.getInputStream();
        this.in = socket.getInputStream();
    }

    /**
     * Whether an answer has begun to arrive. The check is cheap while nothing has arrived. Under TLS, the bytes may be
     * a session ticket and not an answer. They must be read to find out, and reading may block until a write ends.
     */
    boolean isAnswered() throws IOException {
        lock.lock();
        try {
            // an answer that has arrived is valid, whatever happens to the connection
            if (!isAnswerBuffered() && hasArrived()) {
                take(AT_ONCE);
            }
            return isAnswerBuffered();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Buffers the rest of the answer before the connection is cut.
     *
     * @param pause in milliseconds, after which nothing more is expected
     */
    void bufferRest(int pause) throws IOException {
        lock.lock();
        try {
            // once the answer is being read, leave the rest to its reader
            while (!beingRead && take(pause) > 0) {
                continue;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether there are unread bytes. Does not wait for any.
     */
    boolean hasUnreadBytes() throws IOException {
        lock.lock();
        try {
            return start < end || hasArrived() && (take(AT_ONCE) < 0 || start < end);
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param open whether {@link #read(byte[], int, int)} reads from the socket; if not, it returns 0 when its buffer
     *             is empty
     */
    void setOpen(boolean open) {
        this.open = open;
    }

    private boolean hasArrived() throws IOException {
        return !beingRead && (base.available() > 0 || tls && in.available() > 0);
    }

    /** Returns the number of bytes buffered: 0 if none arrived in time, negative at the end of the stream. */
    private int take(int millis) throws IOException {
        compact();
        if (end == buffer.length) {
            return 0;
        }
        int before = socket.getSoTimeout();
        socket.setSoTimeout(millis);
        try {
            int read = in.read(buffer, end, buffer.length - end);
            end += Math.max(0, read);
            return read;
        } catch (SocketTimeoutException e) {
            return 0;
        } finally {
            socket.setSoTimeout(before);
        }
    }

    private boolean isAnswerBuffered() {
        skipInterimAnswers();
        // an answer that fills the buffer is too long for an interim one
        boolean full = start == 0 && end == buffer.length;
        return start < end && (full || !mayBecomeInterim());
    }

    /** Any number of interim answers may precede the final one (RFC 9110, 15.2). */
    private void skipInterimAnswers() {
        for (int next = endOfInterim(); next != -1; next = endOfInterim()) {
            start = next;
        }
    }

    /** The end of a complete interim answer in the buffer; -1 if there is none. */
    private int endOfInterim() {
        if (end - start < INTERIM.length || !mayBecomeInterim()) {
            return -1;
        }
        int line = start;
        for (int i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                if (i == line || i == line + 1 && buffer[line] == '\r') {
                    return i + 1;
                }
                line = i + 1;
            }
        }
        return -1;
    }

    private boolean mayBecomeInterim() {
        for (int i = 0; i < INTERIM.length && start + i < end; i++) {
            if (buffer[start + i] != INTERIM[i]) {
                return false;
            }
        }
        return true;
    }

    private void compact() {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            if (start < end) {
                int read = Math.min(length, end - start);
                System.arraycopy(buffer, start, bytes, offset, read);
                start += read;
                return read;
            }
            if (!open) {
                return 0;
            }
            beingRead = true;
        } finally {
            lock.unlock();
        }
        try {
            return in.read(bytes, offset, length);
        } finally {
            lock.lock();
            beingRead = false;
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int available() throws IOException {
        lock.lock();
        try {
            return end - start + in.available();
        } finally {
            lock.unlock();
        }
    }
}
