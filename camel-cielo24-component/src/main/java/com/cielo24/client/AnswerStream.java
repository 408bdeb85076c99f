package com.cielo24.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the service sends on a connection, looked at while the upload still runs: an answer ends the upload, a mere
 * {@code 102 Processing} does not.
 */
final class AnswerStream extends InputStream {

    private static final int AT_ONCE = 1;
    /** Before the final answer there may be any number of interim ones (RFC 9110, 15.2). */
    private static final Pattern INTERIM =
            Pattern.compile("HTTP/1\\.1 1\\d\\d[^\\n]*\\n(?:[^\\r\\n][^\\n]*\\n)*\\r?\\n");

    private static final String INTERIM_START = "HTTP/1.1 1";

    private final Socket socket;
    private final InputStream base;
    private final InputStream in;
    private final byte[] buffer = new byte[8 * 1024];
    private int start;
    private int end;

    /**
     * @param socket what is read from, with TLS or without
     * @param base   the same, or the socket below TLS
     */
    AnswerStream(Socket socket, Socket base) throws IOException {
        this.socket = socket;
        this.base = base.getInputStream();
        this.in = socket.getInputStream();
    }

    /**
     * Whether an answer has begun to arrive. It costs nothing while nothing has arrived. Under TLS what arrives may be a
     * session ticket and no answer, so it must be read to tell, and reading may have to wait for a write to end.
     */
    synchronized boolean isAnswered() throws IOException {
        // what has come counts, whatever became of the connection since
        if (!isAnswerBuffered() && (base.available() > 0 || in.available() > 0)) {
            take(AT_ONCE);
        }
        return isAnswerBuffered();
    }

    /**
     * Takes in what comes of the answer before the connection is cut.
     *
     * @param pause in milliseconds, after which nothing more is expected
     */
    synchronized void takeRest(int pause) throws IOException {
        while (take(pause) > 0) {
            continue;
        }
    }

    /** How many bytes came; 0 if none did in time, negative at the end of the stream. */
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
        if (start == end) {
            return false;
        }
        String text = new String(buffer, start, end - start, StandardCharsets.ISO_8859_1);
        Matcher interim = INTERIM.matcher(text);
        int skipped = 0;
        while (interim.region(skipped, text.length()).lookingAt()) {
            skipped = interim.end();
        }
        start += skipped;
        String rest = text.substring(skipped);
        return !rest.isEmpty() && (end == buffer.length || !mayBecomeInterim(rest));
    }

    private static boolean mayBecomeInterim(String text) {
        return text.startsWith(INTERIM_START) || INTERIM_START.startsWith(text);
    }

    private void compact() {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
        if (start == end) {
            return in.read(bytes, offset, length);
        }
        int read = Math.min(length, end - start);
        System.arraycopy(buffer, start, bytes, offset, read);
        start += read;
        return read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int available() throws IOException {
        return end - start + in.available();
    }
}
