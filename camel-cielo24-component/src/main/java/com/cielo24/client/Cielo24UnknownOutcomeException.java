package com.cielo24.client;

import java.time.Duration;

/**
 * The job may have its media, or may be ordered. Everything was sent, but no usable answer arrived: the connection broke or
 * timed out after the last byte, a 200 named no task, or the service or a gateway answered 5xx.
 * <p>
 * Sending media again is safe, as the service never attaches media twice; a second order may be charged, so the unknown
 * outcome of an order is not retryable, unless a ledger makes the next attempt ask the service first. But if the second
 * attempt is refused, the first one may have succeeded: let a person or a later check decide. A ledger
 * ({@code com.cielo24.ledger.MediaLedger}) remembers the first attempt: the second one then fails with this exception too,
 * with the refusal as its cause, and it is not retryable.
 */
public final class Cielo24UnknownOutcomeException extends Cielo24Exception {

    private static final long serialVersionUID = 1L;

    private final boolean retryable;

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
        this(jobId, reason, cause, retryAfter, true);
    }

    private Cielo24UnknownOutcomeException(
            String jobId, String reason, Throwable cause, Duration retryAfter, boolean retryable) {
        super(jobId, reason, cause, retryAfter);
        this.retryable = retryable;
    }

    /**
     * The service would refuse, or has refused, to take the media again, or would take an order twice, so that only a person
     * or a later {@code jobInfo} can learn the outcome.
     *
     * @param  jobId  the job
     * @param  reason what happened, without any secret
     * @param  cause  the refusal, or {@code null}
     * @return        the exception; it is not retryable
     */
    public static Cielo24UnknownOutcomeException toReview(String jobId, String reason, Cielo24ServiceException cause) {
        return new Cielo24UnknownOutcomeException(jobId, reason, cause, null, false);
    }

    /**
     * The same outcome of a call that must not be repeated without a look at the job.
     *
     * @param  advice continues the reason
     * @return        the exception; it is not retryable
     */
    public Cielo24UnknownOutcomeException toReview(String advice) {
        return new Cielo24UnknownOutcomeException(getJobId(), getReason() + advice, getCause(), getRetryAfter(), false);
    }

    /**
     * @return {@code false} if the service refuses to take the media again, or an order may be made twice
     */
    @Override
    public boolean isRetryable() {
        return retryable;
    }

    /**
     * @return as {@link #isRetryable()}: an attempt that must not be repeated cannot show whether the service is away
     */
    @Override
    public boolean isOutage() {
        return retryable;
    }
}
