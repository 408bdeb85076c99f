package com.cielo24.client.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/**
 * The bytes of an upload.
 *
 * @param stream    where they come from; closed by the caller of the request, also when that never came so far
 * @param length    how many are sent, exactly
 * @param lastCheck throws, before the last of them is sent, if they are not what was declared: a request that is complete
 *                  cannot be taken back
 * @param progress  notified of the bytes sent so far, by the thread that sends
 */
public record UploadBody(InputStream stream, long length, LastCheck lastCheck, LongConsumer progress)
        implements Closeable {

    /** Looks at the media once more. */
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
