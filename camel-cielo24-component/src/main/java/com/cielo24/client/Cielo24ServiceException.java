package com.cielo24.client;

/**
 * The service refused the request (page "Add Media To Job", Responses): it answered 3xx or 4xx. A redirect counts, as it
 * is never followed: that would carry the token elsewhere. A 5xx is no refusal, as who answers so may have the media.
 * <p>
 * A refusal that asks to come back later is a {@link Cielo24RetryableServiceException}.
 */
public sealed class Cielo24ServiceException extends Cielo24Exception permits Cielo24RetryableServiceException {

    private static final long serialVersionUID = 1L;

    private final ErrorResponse response;

    /**
     * @param jobId    the job the call was about, or {@code null}
     * @param reason   what happened, without any secret
     * @param response the service's answer
     */
    public Cielo24ServiceException(String jobId, String reason, ErrorResponse response) {
        super(jobId, reason, null, response.retryAfter());
        this.response = response;
    }

    /**
     * A refusal of media, as routes see it: for their tests.
     *
     * @param  jobId    the job the media was meant for
     * @param  response the service's answer
     * @return          a {@link Cielo24RetryableServiceException} where the answer asks to come back later
     */
    public static Cielo24ServiceException of(String jobId, ErrorResponse response) {
        return of(jobId, "the service refused the media with " + response, response);
    }

    /**
     * The exception for an answer.
     *
     * @param  jobId    the job the call was about, or {@code null}
     * @param  reason   what happened, without any secret
     * @param  response the service's answer
     * @return          a {@link Cielo24RetryableServiceException} where the answer asks to come back later
     */
    public static Cielo24ServiceException of(String jobId, String reason, ErrorResponse response) {
        return response.isRetryable()
                ? new Cielo24RetryableServiceException(jobId, reason, response)
                : new Cielo24ServiceException(jobId, reason, response);
    }

    /**
     * @return the service's answer
     */
    public ErrorResponse getErrorResponse() {
        return response;
    }

    /**
     * @return the HTTP status, 300 to 499
     */
    public int getStatusCode() {
        return response.status();
    }

    /**
     * The service's own name for the error, such as {@code BAD_API_TOKEN} or {@code ITEM_NOT_FOUND}. The set is open:
     * never rely on it being one of those that are documented.
     *
     * @return the error type, or {@code null} if the answer named none
     */
    public String getErrorType() {
        return response.type();
    }

    /**
     * The service's words for people. Its wording is no contract: build no logic on it.
     *
     * @return the comment, or {@code null} if the answer had none
     */
    public String getErrorComment() {
        return response.comment();
    }

    /**
     * @return {@code false}, but {@code true} for a {@link Cielo24RetryableServiceException}
     */
    @Override
    public boolean isRetryable() {
        return false;
    }
}
