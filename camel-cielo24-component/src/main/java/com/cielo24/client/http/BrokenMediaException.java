package com.cielo24.client.http;

import java.io.IOException;

/**
 * The media itself broke while it was being sent: it shrank, ended early, ran past its length or could not be read. The
 * request must not be completed, whatever the service has said meanwhile.
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
