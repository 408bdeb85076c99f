package com.cielo24.client;

import java.io.IOException;

/**
 * The media cannot be sent as it is, and another attempt cannot succeed. The message says what is wrong and what to do.
 */
public final class InvalidMediaException extends IOException {

    private static final long serialVersionUID = 1L;

    public InvalidMediaException(String reason) {
        super(reason);
    }
}
