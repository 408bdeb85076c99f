package com.cielo24.client.http;

import java.io.IOException;
import java.io.InputStream;

/** Reads the body of a successful answer while it arrives, so that memory does not grow with its length. */
@FunctionalInterface
public interface BodyReader {

    /**
     * Called once at most, as only one request can be successful. The response timeout ends with this method, so it must
     * not wait for anything but the body.
     *
     * @param body            of the answer, not to be kept; it need not be read to its end
     * @throws IOException if the body is incomplete or not what was expected, or cannot be stored
     */
    void read(InputStream body) throws IOException;
}
