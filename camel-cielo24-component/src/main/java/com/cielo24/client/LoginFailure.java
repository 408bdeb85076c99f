package com.cielo24.client;

import java.time.Duration;

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
    static LoginFailure of(Cielo24Exception e) {
        ErrorResponse refusal = e instanceof Cielo24ServiceException refused
                        && refused.errorResponse().isOfAccount()
                ? refused.errorResponse()
                : null;
        // it was the login that was sent, and not what the exchange is about
        String reason = e.reason().replaceFirst("^everything was sent, but ", "");
        return new LoginFailure(refusal, reason, e.getRetryAfter(), e.getCause());
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
            return Cielo24ServiceException.of(jobId, "login of " + username, refusal.withRetryAfter(known));
        }
        String next = wait.isZero() ? "" : "; the next login is tried in " + LoginBackoff.seconds(wait) + " s";
        return new Cielo24TransportException(
                jobId, "could not log in, so nothing was sent: " + reason + next, cause, known);
    }
}
