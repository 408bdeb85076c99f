package com.cielo24.client;

import java.io.IOException;

/**
 * The media itself broke while it was being sent: it shrank, ended early, ran past its length or could not be read. The
 * request must not be completed, whatever the service has said meanwhile.
 */
final class BrokenMediaException extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenMediaException(String reason) {
        super(reason);
    }

    BrokenMediaException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
