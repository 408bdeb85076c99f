package com.cielo24.client;

/**
 * The service refused the request for now (page "Add Media To Job", Responses): it answered 408, 425 or 429, or refused
 * the token of a session. The next attempt uses a new token.
 */
public final class Cielo24RetryableServiceException extends Cielo24ServiceException {

    private static final long serialVersionUID = 1L;

    /**
     * @param jobId    the job, or {@code null}
     * @param reason   what happened, without any secret
     * @param response the service's answer
     */
    public Cielo24RetryableServiceException(String jobId, String reason, ErrorResponse response) {
        super(jobId, reason, response);
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
