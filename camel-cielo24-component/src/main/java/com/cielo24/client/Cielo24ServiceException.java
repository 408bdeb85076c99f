package com.cielo24.client;

import java.time.Duration;

/**
 * The service refused the request (page "Add Media To Job", Responses): it answered 3xx or 4xx. A redirect counts, as it
 * is never followed: that would carry the token elsewhere. A 5xx is no refusal, as who answers so may have the media.
 * <p>
 * A refusal that asks to come back later is a {@link Cielo24RetryableServiceException}.
 */
public sealed class Cielo24ServiceException extends Cielo24Exception permits Cielo24RetryableServiceException {

    private static final long serialVersionUID = 1L;

    private final ErrorResponse refusal;

    Cielo24ServiceException(String jobId, String reason, ErrorResponse refusal) {
        super(jobId, reason, null, refusal.retryAfter());
        this.refusal = refusal;
    }

    /**
     * A refusal of media.
     *
     * @param  jobId        the job the media was meant for
     * @param  statusCode   the HTTP status, 300 to 499
     * @param  errorType    the service's {@code ErrorType}, or {@code null}
     * @param  errorComment the service's {@code ErrorComment}, or {@code null}
     * @param  retryAfter   what {@code Retry-After} asked for, or {@code null}
     * @return              the exception; for 408, 425 and 429 a {@link Cielo24RetryableServiceException}
     */
    public static Cielo24ServiceException of(
            String jobId, int statusCode, String errorType, String errorComment, Duration retryAfter) {
        return of(jobId, "media", new ErrorResponse(statusCode, errorType, errorComment, retryAfter));
    }

    /**
     * @param noun what the service refused
     */
    static Cielo24ServiceException of(String jobId, String noun, ErrorResponse refusal) {
        String reason = "the service refused the " + noun + " with " + refusal;
        return refusal.isRetryable()
                ? new Cielo24RetryableServiceException(jobId, reason, refusal)
                : new Cielo24ServiceException(jobId, reason, refusal);
    }

    /**
     * The same, where another attempt may succeed all the same.
     *
     * @param wait before the next attempt, zero if there need be none
     */
    Cielo24RetryableServiceException asRetryable(String why, Duration wait) {
        return new Cielo24RetryableServiceException(
                getJobId(), reason() + why, wait.isZero() ? refusal : refusal.withRetryAfter(wait));
    }

    /**
     * The same, with a remedy. For a refusal that is not retryable.
     */
    Cielo24ServiceException withRemedy(String remedy) {
        return new Cielo24ServiceException(getJobId(), reason() + "; " + remedy, refusal);
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
     * @return {@code false}, but {@code true} for a {@link Cielo24RetryableServiceException}
     */
    @Override
    public boolean isRetryable() {
        return false;
    }
}
