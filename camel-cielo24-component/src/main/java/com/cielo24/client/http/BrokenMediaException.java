package com.cielo24.client.http;

import java.io.IOException;

/**
 * The media turned out to be broken while it was being sent: it changed, was shorter or longer than declared, or could
 * not be read. The request must not be completed, whatever the service has answered in the meantime.
 */
public final class BrokenMediaException extends IOException {

    private static final long serialVersionUID = 1L;

    public BrokenMediaException(String reason) {
        super(reason);
    }

    public BrokenMediaException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
