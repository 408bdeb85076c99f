package com.cielo24.client;

import java.time.Duration;

/**
 * The service cannot have the media: no connection or no login was possible, the media could not be read, or the upload
 * broke, stalled or was answered with a 5xx before its last byte was sent.
 */
public final class Cielo24TransportException extends Cielo24Exception {

    private static final long serialVersionUID = 1L;

    private enum Kind {
        LOCAL,
        REQUEST,
        OUTAGE
    }

    private final Kind kind;

    public Cielo24TransportException(String jobId, String reason, Throwable cause) {
        this(jobId, reason, cause, null);
    }

    /**
     * @param jobId      the job, or {@code null}
     * @param reason     what happened, without any secret
     * @param cause      or {@code null}; its messages must contain no secret either
     * @param retryAfter how long to wait before the next attempt, or {@code null}
     */
    public Cielo24TransportException(String jobId, String reason, Throwable cause, Duration retryAfter) {
        this(jobId, reason, cause, retryAfter, Kind.OUTAGE);
    }

    private Cielo24TransportException(String jobId, String reason, Throwable cause, Duration retryAfter, Kind kind) {
        super(jobId, reason, cause, retryAfter);
        this.kind = kind;
    }

    /**
     * A failure that says nothing about other calls: the media of this one could not be read or changed while it was
     * sent, or this process did not let it through.
     *
     * @param  jobId  the job, or {@code null}
     * @param  reason what happened, without any secret
     * @param  cause  or {@code null}; its messages must contain no secret either
     * @return        the exception, which is no outage
     */
    public static Cielo24TransportException local(String jobId, String reason, Throwable cause) {
        return new Cielo24TransportException(jobId, reason, cause, null, Kind.LOCAL);
    }

    /**
     * A request that failed after it had a connection, so that the reason may be the request itself.
     *
     * @param  jobId      the job, or {@code null}
     * @param  reason     what happened, without any secret
     * @param  cause      or {@code null}; its messages must contain no secret either
     * @param  retryAfter how long to wait before the next attempt, or {@code null}
     * @return            the exception, which is an outage, but not a certain one
     */
    public static Cielo24TransportException ofRequest(
            String jobId, String reason, Throwable cause, Duration retryAfter) {
        return new Cielo24TransportException(jobId, reason, cause, retryAfter, Kind.REQUEST);
    }

    /**
     * @return always {@code true}
     */
    @Override
    public boolean isRetryable() {
        return true;
    }

    /**
     * @return {@code false} if the failure is {@linkplain #local local}
     */
    @Override
    public boolean isOutage() {
        return kind != Kind.LOCAL;
    }

    /**
     * @return {@code true} unless the failure is {@linkplain #local local} or {@linkplain #ofRequest of a request}. If
     *         another call is the cause, its failure decides
     */
    @Override
    public boolean isCertainOutage() {
        return kind == Kind.OUTAGE && !(getCause() instanceof Cielo24Exception call && !call.isCertainOutage());
    }
}
