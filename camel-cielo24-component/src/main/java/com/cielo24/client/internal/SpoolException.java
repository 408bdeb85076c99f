package com.cielo24.client.internal;

import java.io.IOException;

/** The disk on which streams are spooled cannot be written to. That concerns all streams. */
final class SpoolException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolException(IOException cause) {
        super("the media could not be spooled to disk: " + cause, cause);
    }
}
