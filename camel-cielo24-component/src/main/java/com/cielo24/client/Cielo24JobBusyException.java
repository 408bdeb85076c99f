package com.cielo24.client;

import java.time.Duration;

/**
 * Another worker is sending media to the job or ordering for it, or died too recently to be known as dead. Nothing was
 * sent. Only with a ledger ({@code com.cielo24.ledger.MediaLedger}).
 */
public final class Cielo24JobBusyException extends Cielo24Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param jobId      the job
     * @param reason     what happened, without any secret
     * @param retryAfter how long to wait before the next attempt, or {@code null}
     */
    public Cielo24JobBusyException(String jobId, String reason, Duration retryAfter) {
        super(jobId, reason, null, retryAfter);
    }

    /**
     * @return always {@code true}
     */
    @Override
    public boolean isRetryable() {
        return true;
    }
}
