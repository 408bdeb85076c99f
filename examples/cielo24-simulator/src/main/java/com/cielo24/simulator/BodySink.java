package com.cielo24.simulator;

import java.io.IOException;

/** Where the bytes of a request's body go. */
@FunctionalInterface
interface BodySink {
    BodySink DISCARD = (buffer, length) -> {};

    /** Takes the first {@code length} bytes of the buffer, which is used again afterwards. */
    void accept(byte[] buffer, int length) throws IOException;
}
