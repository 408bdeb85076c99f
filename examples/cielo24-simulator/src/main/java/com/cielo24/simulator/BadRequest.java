package com.cielo24.simulator;

/**
 * What a client sent is no HTTP request, or one that no handler should see. The message never repeats what was sent.
 */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient ReceivedRequest received;

    /**
     * @param received as much of the request as could be read
     */
    BadRequest(int status, String reason, ReceivedRequest received) {
        super(reason, null, false, false);
        this.status = status;
        this.received = received;
    }

    int status() {
        return status;
    }

    ReceivedRequest received() {
        return received;
    }
}
