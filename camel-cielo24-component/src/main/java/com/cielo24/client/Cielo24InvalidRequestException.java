package com.cielo24.client;

/**
 * The request is invalid. Nothing was sent, and no connection was opened. Sending the same request again cannot
 * succeed; the message says what is wrong and what to do.
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
