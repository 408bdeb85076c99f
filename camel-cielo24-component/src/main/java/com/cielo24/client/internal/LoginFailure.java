package com.cielo24.client.internal;

import java.time.Duration;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.ErrorResponse;

/**
 * Why there is no token. It names no job, as one login may fail many exchanges.
 *
 * @param refusal    the service's refusal of the account; {@code null} if a later login may succeed
 * @param reason     what happened, without any secret
 * @param retryAfter the time of the {@code Retry-After} header, or {@code null}
 * @param cause      or {@code null}. Never a {@link Cielo24Exception}: Camel checks causes first, and would run the
 *                   {@code onException} for the outcome of the login instead of that of the exchange
 */
record LoginFailure(ErrorResponse refusal, String reason, Duration retryAfter, Throwable cause) {

    /** A login that was refused or failed. */
    static LoginFailure of(FailedCallException e) {
        return new LoginFailure(e.isAccountRefused() ? e.response() : null, e.reason(), e.retryAfter(), e.getCause());
    }

    /** A login that ended with an unexpected exception. */
    static LoginFailure of(Throwable unexpected, Secrets secrets) {
        return new LoginFailure(null, secrets.mask(unexpected.toString()), null, secrets.mask(unexpected));
    }

    /** A login that succeeded, but whose token the service then refused. */
    static LoginFailure refusedNewToken(ErrorResponse refusal) {
        return new LoginFailure(
                null,
                "the service refuses tokens that it has just issued, with " + refusal,
                refusal.retryAfter(),
                null);
    }

    /** Whether the account is wrong, so that somebody has to correct it. */
    boolean isAccountRefused() {
        return refusal != null;
    }

    String problem(String username) {
        return isAccountRefused()
                ? "the service refused the login of " + username + " with " + refusal
                : "could not log in as " + username + ": " + reason;
    }

    /**
     * @param  wait until the next login may be tried; zero for at once
     * @return      the exception for an exchange that needed the token
     */
    Cielo24Exception toException(String jobId, String username, Duration wait) {
        Duration known = wait.isZero() ? retryAfter : wait;
        if (isAccountRefused()) {
            return Cielo24ServiceException.ofLogin(jobId, problem(username), refusal.withRetryAfter(known));
        }
        String next = wait.isZero() ? "" : "; the next login is tried in " + LoginBackoff.seconds(wait) + " s";
        return new Cielo24TransportException(
                jobId, "could not log in, so nothing was sent: " + reason + next, cause, known);
    }
}
