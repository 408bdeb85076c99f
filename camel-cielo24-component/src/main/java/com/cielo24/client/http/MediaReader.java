package com.cielo24.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Reads a media stream, which may be anybody's code: a stream that keeps returning 0 bytes uses no processor time, and
 * one that returns more than requested is an error.
 */
public final class MediaReader {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final InputStream stream;
    private final Runnable moved;
    private final BooleanSupplier givenUp;

    /**
     * @param moved   run after each read
     * @param givenUp whether the media is no longer wanted
     */
    public MediaReader(InputStream stream, Runnable moved, BooleanSupplier givenUp) {
        this.stream = stream;
        this.moved = moved;
        this.givenUp = givenUp;
    }

    /**
     * @return the number of bytes read, more than zero; -1 at the end of the stream
     */
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        while (true) {
            int read = stream.read(buffer, offset, wanted);
            if (read > wanted) {
                throw new IOException("the stream returned " + read + " bytes, but " + wanted + " were requested");
            }
            if (read != 0) {
                moved.run();
                return read;
            }
            if (givenUp.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the stream was abandoned, as it returned no bytes");
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /**
     * @return the number of bytes read; fewer than wanted only at the end of the stream
     */
    int fill(byte[] buffer, int wanted) throws IOException {
        int filled = 0;
        while (filled < wanted) {
            int read = read(buffer, filled, wanted - filled);
            if (read < 0) {
                break;
            }
            filled += read;
        }
        return filled;
    }
}
