package com.cielo24.client;

/**
 * The service refused the request for now (page "Add Media To Job", Responses): it answered 408, 425 or 429, or refused
 * the token of a session, of which the next attempt has another one.
 */
public final class Cielo24RetryableServiceException extends Cielo24ServiceException {

    private static final long serialVersionUID = 1L;

    /**
     * @param jobId    the job the call was about, or {@code null}
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
}
