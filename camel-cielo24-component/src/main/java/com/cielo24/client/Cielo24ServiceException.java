package com.cielo24.client;

/**
 * The service refused the request (page "Add Media To Job", Responses): it answered 3xx or 4xx. Redirects are included
 * because they are never followed: that would send the token to another server. A 5xx is not a refusal, as the service
 * may have the media nevertheless.
 * <p>
 * A temporary refusal is a {@link Cielo24RetryableServiceException}.
 */
public sealed class Cielo24ServiceException extends Cielo24Exception permits Cielo24RetryableServiceException {

    private static final long serialVersionUID = 1L;

    private final ErrorResponse response;
    private final boolean login;

    /**
     * @param jobId    the job, or {@code null}
     * @param reason   what happened, without any secret
     * @param response the service's answer
     */
    public Cielo24ServiceException(String jobId, String reason, ErrorResponse response) {
        this(jobId, reason, response, false);
    }

    private Cielo24ServiceException(String jobId, String reason, ErrorResponse response, boolean login) {
        super(jobId, reason, null, response.retryAfter());
        this.response = response;
        this.login = login;
    }

    /**
     * The refusal of a login, because of which a call sent nothing.
     *
     * @param  jobId    the job of the call, or {@code null}
     * @param  reason   what happened, without any secret
     * @param  response the service's answer to the login
     * @return          the exception, which is an outage
     */
    public static Cielo24ServiceException ofLogin(String jobId, String reason, ErrorResponse response) {
        return new Cielo24ServiceException(jobId, reason, response, true);
    }

    /**
     * A refusal of media, as a route receives it. For tests of routes.
     *
     * @param  jobId    the job
     * @param  response the service's answer
     * @return          a {@link Cielo24RetryableServiceException} if the refusal is temporary
     */
    public static Cielo24ServiceException of(String jobId, ErrorResponse response) {
        return of(jobId, "the service refused the media with " + response, response);
    }

    /**
     * The exception for an answer.
     *
     * @param  jobId    the job, or {@code null}
     * @param  reason   what happened, without any secret
     * @param  response the service's answer
     * @return          a {@link Cielo24RetryableServiceException} if the refusal is temporary
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
     * The service's name for the error, such as {@code BAD_API_TOKEN} or {@code ITEM_NOT_FOUND}. The set is open: the
     * service may use types that are not documented.
     *
     * @return the error type, or {@code null} if the answer has none
     */
    public String getErrorType() {
        return response.type();
    }

    /**
     * The service's explanation for people. Its wording may change: build no logic on it.
     *
     * @return the comment, or {@code null} if the answer has none
     */
    public String getErrorComment() {
        return response.comment();
    }

    /**
     * @return {@code true} only for a {@link Cielo24RetryableServiceException}
     */
    @Override
    public boolean isRetryable() {
        return false;
    }

    /**
     * @return {@code true} if the service refused the account or the token rather than the request
     */
    @Override
    public boolean isOutage() {
        return isCertainOutage();
    }

    /**
     * @return {@code true} if the service refused the account or the token
     */
    @Override
    public boolean isCertainOutage() {
        return login || response.isTokenRefused();
    }
}
