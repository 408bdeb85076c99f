package com.cielo24.client;

import java.time.Duration;

/**
 * The service said no (page "Add Media To Job", Responses). A redirect counts: it is never followed, as it would carry
 * the token elsewhere.
 */
public final class Cielo24ServiceException extends Cielo24Exception {

    private static final long serialVersionUID = 1L;

    private final int statusCode;
    private final String errorType;
    private final String errorComment;
    private final Duration retryAfter;

    /**
     * @param jobId        the job the media was meant for
     * @param statusCode   the HTTP status, 300 to 599
     * @param errorType    the service's {@code ErrorType}, or {@code null}
     * @param errorComment the service's {@code ErrorComment}, or {@code null}
     * @param retryAfter   what {@code Retry-After} asked for, or {@code null}
     */
    public Cielo24ServiceException(
            String jobId, int statusCode, String errorType, String errorComment, Duration retryAfter) {
        super(jobId, reason(statusCode, errorType, errorComment), null);
        this.statusCode = statusCode;
        this.errorType = errorType;
        this.errorComment = errorComment;
        this.retryAfter = retryAfter;
    }

    private static String reason(int statusCode, String errorType, String errorComment) {
        return "the service refused the media with HTTP " + statusCode
                + (errorType == null ? "" : " " + errorType)
                + (errorComment == null ? "" : ": " + errorComment);
    }

    /**
     * @return the HTTP status, 300 to 599
     */
    public int getStatusCode() {
        return statusCode;
    }

    /**
     * The service's own name for the error, such as {@code BAD_API_TOKEN} or {@code ITEM_NOT_FOUND}. The set is open:
     * never rely on it being one of those that are documented.
     *
     * @return the error type, or {@code null} if the answer named none
     */
    public String getErrorType() {
        return errorType;
    }

    /**
     * The service's words for people. Its wording is no contract: build no logic on it.
     *
     * @return the comment, or {@code null} if the answer had none
     */
    public String getErrorComment() {
        return errorComment;
    }

    /**
     * How long the service asked to wait before the next attempt.
     *
     * @return the time of the {@code Retry-After} header counted from its arrival, zero or more; {@code null} if there
     *         was none
     */
    public Duration getRetryAfter() {
        return retryAfter;
    }

    /**
     * @return {@code true} for 429 and 503, which ask to come back later; {@code false} for any other status
     */
    @Override
    public boolean isRetryable() {
        return statusCode == 429 || statusCode == 503;
    }
}
