package com.cielo24.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * The bytes of an upload.
 *
 * @param stream    to read them from; closed by the caller of the request, whether it was sent or not
 * @param length    their exact number
 * @param lastCheck called before the last of them is sent; throws if they are not what was declared, as a complete
 *                  request cannot be taken back
 * @param progress  notified of the number of bytes sent so far, by the sending thread
 */
public record UploadBody(InputStream stream, long length, LastCheck lastCheck, LongConsumer progress)
        implements Closeable {

    /** Checks the media once more. */
    @FunctionalInterface
    public interface LastCheck {

        /**
         * @throws IOException if the media is not, or no longer, what was declared
         */
        void verify() throws IOException;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
