package com.cielo24.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Reads a media stream, whose code is somebody else's: one that gives nothing, for ever, takes no processor time, and one
 * that gives more than it was asked for is refused.
 */
public final class MediaReader {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final InputStream stream;
    private final Runnable moved;
    private final BooleanSupplier givenUp;

    /**
     * @param moved   run after each read
     * @param givenUp whether nobody wants the media any more
     */
    public MediaReader(InputStream stream, Runnable moved, BooleanSupplier givenUp) {
        this.stream = stream;
        this.moved = moved;
        this.givenUp = givenUp;
    }

    /**
     * @return how many bytes were read, more than zero; -1 at the end of the stream
     */
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        while (true) {
            int read = stream.read(buffer, offset, wanted);
            if (read > wanted) {
                throw new IOException("the stream returned " + read + " bytes where " + wanted + " were asked for");
            }
            if (read != 0) {
                moved.run();
                return read;
            }
            if (givenUp.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the stream was given up, as it had nothing to give");
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    /**
     * @return how many bytes were read; fewer than wanted at the end of the stream only
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
