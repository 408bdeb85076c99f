package com.cielo24.client;

import java.time.Duration;

/**
 * Everything was sent, but no usable answer arrived: the connection broke or timed out after the last byte, a 200 named
 * no task, or the service or a gateway answered 5xx. The job may have its media.
 * <p>
 * Sending again is safe, as the service never attaches media twice. But if the second attempt is refused, the first one
 * may have succeeded: let a person or a later check decide.
 */
public final class Cielo24UnknownOutcomeException extends Cielo24Exception {

    private static final long serialVersionUID = 1L;

    public Cielo24UnknownOutcomeException(String jobId, String reason, Throwable cause) {
        this(jobId, reason, cause, null);
    }

    /**
     * @param jobId      the job, or {@code null}
     * @param reason     what happened, without any secret
     * @param cause      or {@code null}; its messages must contain no secret either
     * @param retryAfter how long to wait before the next attempt, or {@code null}
     */
    public Cielo24UnknownOutcomeException(String jobId, String reason, Throwable cause, Duration retryAfter) {
        super(jobId, reason, cause, retryAfter);
    }

    /**
     * @return always {@code true}
     */
    @Override
    public boolean isRetryable() {
        return true;
    }

    /**
     * @return always {@code true}
     */
    @Override
    public boolean isOutage() {
        return true;
    }
}
