package com.cielo24.client;

/**
 * The service refused the request for now (page "Add Media To Job", Responses): it answered 408, 425 or 429, or refused
 * the token of a session, of which the next attempt has another one.
 */
public final class Cielo24RetryableServiceException extends Cielo24ServiceException {

    private static final long serialVersionUID = 1L;

    Cielo24RetryableServiceException(String jobId, String reason, ErrorResponse refusal) {
        super(jobId, reason, refusal);
    }

    /**
     * @return always {@code true}
     */
    @Override
    public boolean isRetryable() {
        return true;
    }
}
