package com.cielo24.client.internal;

import java.time.Duration;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24RetryableServiceException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.ErrorResponse;
import com.cielo24.client.http.Request;

/** A request without a usable answer. Contains no secret. */
final class FailedCallException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is certain. */
    enum Certainty {
        /** The service cannot have it. */
        NOT_RECEIVED,
        REFUSED,
        UNKNOWN
    }

    private final Certainty certainty;
    /** The beginning of a message about what was sent; empty if not everything was sent. */
    private final String sent;

    private final ErrorResponse response;
    private final boolean local;
    private final boolean unreachable;

    private FailedCallException(
            Certainty certainty,
            String sent,
            String reason,
            ErrorResponse response,
            Throwable cause,
            boolean local,
            boolean unreachable) {
        super(reason, cause, false, false);
        this.certainty = certainty;
        this.sent = sent;
        this.response = response;
        this.local = local;
        this.unreachable = unreachable;
    }

    /**
     * @param local       whether the cause lies in this process or its media, so that it says nothing about the service
     * @param unreachable whether there was no connection to the service
     */
    static FailedCallException notReceived(String reason, Throwable cause, boolean local, boolean unreachable) {
        return new FailedCallException(Certainty.NOT_RECEIVED, "", reason, null, cause, local, unreachable);
    }

    /**
     * Everything was sent, but no answer arrived, or none that could be read.
     *
     * @param local whether the cause lies in this process or its media, so that it says nothing about the service
     */
    static FailedCallException noAnswer(Request request, String reason, Throwable cause, boolean local) {
        return new FailedCallException(Certainty.UNKNOWN, sent(request), reason, null, cause, local, false);
    }

    /** The answer is a success, but lacks what was expected. */
    static FailedCallException unusable(String flaw) {
        return new FailedCallException(Certainty.UNKNOWN, "", flaw, null, null, false, false);
    }

    /** Everything was sent, but the answer is an error that leaves the outcome open. */
    static FailedCallException unclear(Request request, ErrorResponse response) {
        return new FailedCallException(
                Certainty.UNKNOWN, sent(request), "the service answered " + response, response, null, false, false);
    }

    /** An answer that states the outcome, or arrived before everything was sent. */
    static FailedCallException answered(Certainty certainty, String reason, ErrorResponse response) {
        return new FailedCallException(certainty, "", reason, response, null, false, false);
    }

    private static String sent(Request request) {
        return (request.upload() != null ? "everything" : "the request") + " was sent, but ";
    }

    /** What happened, worded for a call as well as for the login it needed. */
    String reason() {
        return getMessage();
    }

    /** The answer of the service or of a gateway in front of it; {@code null} if there was none. */
    ErrorResponse response() {
        return response;
    }

    Duration retryAfter() {
        return response == null ? null : response.retryAfter();
    }

    boolean isLocal() {
        return local;
    }

    /** Whether the service refused the token. */
    boolean isTokenRefused() {
        return certainty == Certainty.REFUSED && response.isTokenRefused();
    }

    /** Whether the service refused a login because of the account. */
    boolean isAccountRefused() {
        return certainty == Certainty.REFUSED && response.isAccountRefused();
    }

    /**
     * @param jobId the job of the call, or {@code null}
     */
    Cielo24Exception toException(String jobId) {
        return switch (certainty) {
            case NOT_RECEIVED -> notReceived(jobId);
            case REFUSED -> Cielo24ServiceException.of(jobId, reason(), response);
            case UNKNOWN -> new Cielo24UnknownOutcomeException(jobId, sent + reason(), getCause(), retryAfter());
        };
    }

    private Cielo24TransportException notReceived(String jobId) {
        if (local) {
            return Cielo24TransportException.local(jobId, reason(), getCause());
        }
        return unreachable
                ? new Cielo24TransportException(jobId, reason(), getCause(), retryAfter())
                : Cielo24TransportException.ofRequest(jobId, reason(), getCause(), retryAfter());
    }

    /**
     * A refusal after which another attempt may succeed.
     *
     * @param wait before the next attempt, zero for none
     */
    Cielo24Exception toRetryable(String jobId, String why, Duration wait) {
        return new Cielo24RetryableServiceException(
                jobId, reason() + why, wait.isZero() ? response : response.withRetryAfter(wait));
    }
}
