package com.cielo24.client.internal;

import java.time.Duration;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.ErrorResponse;

/**
 * Why there is no token. It names no job, as many exchanges may fail because of one login.
 *
 * @param refusal    with which the service refused the account, or {@code null} if a later login may succeed
 * @param reason     what happened, without any secret
 * @param retryAfter what {@code Retry-After} asked for, or {@code null}
 * @param cause      or {@code null}. Never a {@link Cielo24Exception}: Camel looks at causes first, and would run
 *                   the {@code onException} of the login's outcome instead of the exchange's
 */
record LoginFailure(ErrorResponse refusal, String reason, Duration retryAfter, Throwable cause) {

    /** A login that was refused, or did not work. */
    static LoginFailure of(FailedCallException e) {
        return new LoginFailure(e.isOfAccount() ? e.response() : null, e.reason(), e.retryAfter(), e.getCause());
    }

    /** A login that ended with something that nobody expects. */
    static LoginFailure of(Throwable unexpected, Secrets secrets) {
        return new LoginFailure(null, secrets.mask(unexpected.toString()), null, secrets.mask(unexpected));
    }

    /** A login that worked, but gave a token that the service then refused. */
    static LoginFailure ofNewToken(ErrorResponse refusal) {
        return new LoginFailure(
                null,
                "the service refuses tokens that it has just issued, with " + refusal,
                refusal.retryAfter(),
                null);
    }

    /** Whether somebody has to put the account right. */
    boolean isOfAccount() {
        return refusal != null;
    }

    String problem(String username) {
        return isOfAccount()
                ? "the service refused the login of " + username + " with " + refusal
                : "could not log in as " + username + ": " + reason;
    }

    /**
     * @param  wait until the next login, zero if it may be tried at once
     * @return      the outcome of an exchange that needed the token
     */
    Cielo24Exception toException(String jobId, String username, Duration wait) {
        Duration known = wait.isZero() ? retryAfter : wait;
        if (isOfAccount()) {
            return Cielo24ServiceException.of(jobId, problem(username), refusal.withRetryAfter(known));
        }
        String next = wait.isZero() ? "" : "; the next login is tried in " + LoginBackoff.seconds(wait) + " s";
        return new Cielo24TransportException(
                jobId, "could not log in, so nothing was sent: " + reason + next, cause, known);
    }
}
