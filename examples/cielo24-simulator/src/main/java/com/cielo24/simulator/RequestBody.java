package com.cielo24.simulator;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request: so many bytes, or chunks. Ends where the body does, and never reads further. */
final class RequestBody extends InputStream {
    private static final int MAX_LINE = 1024;

    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean first = true;
    private boolean ended;

    RequestBody(InputStream in, RequestHead head) {
        this.in = in;
        this.chunked = head.isChunked();
        this.left = chunked ? 0 : head.contentLength();
        this.ended = !chunked && left == 0;
    }

    boolean isRead() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws EOFException if the client ends the connection before the end of the body
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ended && left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the client broke off");
        }
        left -= count;
        ended = !chunked && left == 0;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first) {
            line();
        }
        first = false;
        String size = line().replaceFirst(";.*", "").strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw new IOException("the chunked coding is broken");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            while (!line().isEmpty()) {
                // trailers say nothing to anyone here
            }
            ended = true;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.length() > MAX_LINE) {
                throw new EOFException("the chunked coding is broken");
            }
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }
}
