package com.cielo24.client;

/**
 * Everything was sent, but no usable answer came: the connection broke or nothing arrived in time after the last byte,
 * a 200 named no task, or a gateway answered 502 or 504. The job may have its media.
 * <p>
 * Sending again is safe, as the service never attaches twice, but a refusal of the second attempt may mean that the
 * first one had worked: let a person or a later check decide.
 */
public final class Cielo24UnknownOutcomeException extends Cielo24Exception {

    private static final long serialVersionUID = 1L;

    public Cielo24UnknownOutcomeException(String jobId, String reason, Throwable cause) {
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
