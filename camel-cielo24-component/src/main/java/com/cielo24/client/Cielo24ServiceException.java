package com.cielo24.client;

import java.time.Duration;

/**
 * The service refused the request (page "Add Media To Job", Responses): it answered 3xx or 4xx. A redirect counts, as it
 * is never followed: that would carry the token elsewhere. A 5xx is no refusal, as who answers so may have the media.
 */
public final class Cielo24ServiceException extends Cielo24Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorResponse refusal;
    private final boolean retryable;

    /**
     * @param jobId        the job the media was meant for
     * @param statusCode   the HTTP status, 300 to 499
     * @param errorType    the service's {@code ErrorType}, or {@code null}
     * @param errorComment the service's {@code ErrorComment}, or {@code null}
     * @param retryAfter   what {@code Retry-After} asked for, or {@code null}
     */
    public Cielo24ServiceException(
            String jobId, int statusCode, String errorType, String errorComment, Duration retryAfter) {
        this(jobId, "media", new ErrorResponse(statusCode, errorType, errorComment, retryAfter));
    }

    /**
     * @param noun what the service refused
     */
    Cielo24ServiceException(String jobId, String noun, ErrorResponse refusal) {
        this(jobId, "the service refused the " + noun + " with " + refusal, refusal, refusal.isRetryable());
    }

    private Cielo24ServiceException(String jobId, String reason, ErrorResponse refusal, boolean retryable) {
        super(jobId, reason, null, refusal.retryAfter());
        this.refusal = refusal;
        this.retryable = retryable;
    }

    /**
     * The same, where another attempt may succeed all the same.
     *
     * @param wait before the next attempt, zero if there need be none
     */
    Cielo24ServiceException asRetryable(String why, Duration wait) {
        return new Cielo24ServiceException(
                getJobId(), reason() + why, wait.isZero() ? refusal : refusal.withRetryAfter(wait), true);
    }

    ErrorResponse errorResponse() {
        return refusal;
    }

    /**
     * @return the HTTP status, 300 to 499
     */
    public int getStatusCode() {
        return refusal.status();
    }

    /**
     * The service's own name for the error, such as {@code BAD_API_TOKEN} or {@code ITEM_NOT_FOUND}. The set is open:
     * never rely on it being one of those that are documented.
     *
     * @return the error type, or {@code null} if the answer named none
     */
    public String getErrorType() {
        return refusal.type();
    }

    /**
     * The service's words for people. Its wording is no contract: build no logic on it.
     *
     * @return the comment, or {@code null} if the answer had none
     */
    public String getErrorComment() {
        return refusal.comment();
    }

    /**
     * @return {@code true} for 408, 425 and 429, which ask to come back later, and for a token of a session that was
     *         refused, as the next attempt has another; {@code false} for any other
     */
    @Override
    public boolean isRetryable() {
        return retryable;
    }
}
