package com.cielo24.client;

/**
 * The request cannot be right, so nothing was sent: no connection was even opened. Sending the same again cannot help;
 * the message says what was wrong and what to do.
 */
public final class Cielo24InvalidRequestException extends Cielo24Exception {

    private static final long serialVersionUID = 1L;

    public Cielo24InvalidRequestException(String jobId, String reason) {
        this(jobId, reason, null);
    }

    public Cielo24InvalidRequestException(String jobId, String reason, Throwable cause) {
        super(jobId, reason, cause, null);
    }

    /**
     * @return always {@code false}
     */
    @Override
    public boolean isRetryable() {
        return false;
    }
}
