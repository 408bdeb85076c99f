package com.cielo24.client.internal;

import java.time.Duration;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24RetryableServiceException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.ErrorResponse;

/** A request that has no usable answer, whatever it was about. No word of it shows a secret. */
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
    /** What was sent, as the beginning of a message; empty if not everything was. */
    private final String sent;

    private final ErrorResponse response;
    private final boolean local;

    private FailedCallException(
            Certainty certainty, String sent, String reason, ErrorResponse response, Throwable cause, boolean local) {
        super(reason, cause, false, false);
        this.certainty = certainty;
        this.sent = sent;
        this.response = response;
        this.local = local;
    }

    /**
     * @param local whether the reason lies in this process: it says nothing about the service
     */
    static FailedCallException notReceived(String reason, Throwable cause, boolean local) {
        return new FailedCallException(Certainty.NOT_RECEIVED, "", reason, null, cause, local);
    }

    /**
     * Everything was sent, but no answer came.
     *
     * @param local as above
     */
    static FailedCallException noAnswer(ServiceRequest request, String reason, Throwable cause, boolean local) {
        return new FailedCallException(
                Certainty.UNKNOWN, sent(request), "no answer came: " + reason, null, cause, local);
    }

    /** The answer says yes, but not what it should. */
    static FailedCallException useless(ServiceAnswer answer, String missing) {
        return new FailedCallException(Certainty.UNKNOWN, "", answer.flaw(missing), null, null, false);
    }

    /** Everything was sent, but the answer is an error that does not say what came of it. */
    static FailedCallException unclear(ServiceRequest request, ErrorResponse response) {
        return new FailedCallException(
                Certainty.UNKNOWN, sent(request), "the service answered " + response, response, null, false);
    }

    /** An answer that says enough, or came before everything was sent. */
    static FailedCallException answered(Certainty certainty, String reason, ErrorResponse response) {
        return new FailedCallException(certainty, "", reason, response, null, false);
    }

    private static String sent(ServiceRequest request) {
        return (request.content() != null ? "everything" : "the request") + " was sent, but ";
    }

    /** What happened, in words for an exchange as well as for a login that it needed. */
    String reason() {
        return getMessage();
    }

    /** What the service, or something in front of it, answered; {@code null} if it did not answer. */
    ErrorResponse response() {
        return response;
    }

    Duration retryAfter() {
        return response == null ? null : response.retryAfter();
    }

    boolean isLocal() {
        return local;
    }

    /** Whether it is the token that the service refused. */
    boolean isOfToken() {
        return certainty == Certainty.REFUSED && response.isOfToken();
    }

    /** Whether it was a login that the service refused because of the account. */
    boolean isOfAccount() {
        return certainty == Certainty.REFUSED && response.isOfAccount();
    }

    /**
     * @param jobId the job that the call was about, or {@code null}
     */
    Cielo24Exception toException(String jobId) {
        return switch (certainty) {
            case NOT_RECEIVED -> new Cielo24TransportException(jobId, reason(), getCause(), retryAfter());
            case REFUSED -> Cielo24ServiceException.of(jobId, reason(), response);
            case UNKNOWN -> new Cielo24UnknownOutcomeException(jobId, sent + reason(), getCause(), retryAfter());
        };
    }

    /**
     * The same, where another attempt may succeed all the same.
     *
     * @param wait before the next attempt, zero if there need be none
     */
    Cielo24Exception toRetryable(String jobId, String why, Duration wait) {
        return new Cielo24RetryableServiceException(
                jobId, reason() + why, wait.isZero() ? response : response.withRetryAfter(wait));
    }
}
