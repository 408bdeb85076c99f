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
    private boolean broken;

    /** What a client sends is no chunked coding. */
    static final class BrokenCoding extends IOException {
        private static final long serialVersionUID = 1L;

        BrokenCoding() {
            super("The chunked coding of the body is malformed");
        }
    }

    RequestBody(InputStream in, RequestHead head) {
        this.in = in;
        this.chunked = head.isChunked();
        this.left = chunked ? 0 : head.contentLength();
        this.ended = !chunked && left == 0;
    }

    /** Whether what follows on the connection cannot be told from a body any more. */
    boolean isBroken() {
        return broken;
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
     * @throws BrokenCoding if it is not chunked, though its header says so
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
            throw brokenOff();
        }
        left -= count;
        ended = !chunked && left == 0;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first && !line().isEmpty()) {
            throw broken();
        }
        first = false;
        String size = line().replaceFirst(";.*", "").strip();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            throw broken();
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            while (!line().isEmpty()) {
                // trailers say nothing to anyone here
            }
            ended = true;
        }
    }

    private BrokenCoding broken() {
        broken = true;
        return new BrokenCoding();
    }

    private static EOFException brokenOff() {
        return new EOFException("the client broke off");
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw brokenOff();
            }
            if (line.length() > MAX_LINE) {
                throw broken();
            }
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }
}
