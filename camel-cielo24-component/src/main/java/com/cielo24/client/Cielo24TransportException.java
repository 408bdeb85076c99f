package com.cielo24.client;

/**
 * The service cannot have the media: there was no connection, or the upload broke or stalled before its last byte was
 * sent.
 */
public final class Cielo24TransportException extends Cielo24Exception {

    private static final long serialVersionUID = 1L;

    public Cielo24TransportException(String jobId, String reason, Throwable cause) {
        super(jobId, reason, cause);
    }

    /**
     * @return always {@code true}
     */
    @Override
    public boolean isRetryable() {
        return true;
    }
}
