package com.cielo24.client.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses logins after failures, so that they do not flood the service. Each consecutive failure doubles the pause,
 * until the service accepts a token. Not thread-safe.
 */
final class LoginBackoff {

    /** After the service refused the account, which somebody has to correct. */
    static final Duration FIRST_AFTER_REFUSAL = Duration.ofSeconds(30);

    static final Duration LONGEST_AFTER_REFUSAL = Duration.ofMinutes(15);

    /** After the second consecutive failure of another kind; a single one causes no pause. */
    static final Duration FIRST = Duration.ofSeconds(1);

    static final Duration LONGEST = Duration.ofSeconds(60);

    /** A longer {@code Retry-After} is cut to this. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final String username;
    private final Clock clock;
    private int refusals;
    private int failures;
    private boolean warned;
    private LoginFailure latest;
    private Duration remaining = Duration.ZERO;
    private Instant measured;

    LoginBackoff(String username, Clock clock) {
        this.username = username;
        this.clock = clock;
    }

    /** The failure that pauses logins now, or {@code null}. */
    LoginFailure active() {
        return remaining().isZero() ? null : latest;
    }

    /** The time until the next login may be tried; zero for at once. */
    Duration remaining() {
        if (!remaining.isZero()) {
            Instant now = clock.instant();
            Duration passed = Duration.between(measured, now);
            measured = now;
            // a clock that was set back must not extend the pause
            remaining = passed.isNegative() ? remaining : max(remaining.minus(passed), Duration.ZERO);
        }
        return remaining;
    }

    void failed(LoginFailure failure) {
        Duration wait = failure.isAccountRefused()
                ? doubled(FIRST_AFTER_REFUSAL, refusals++, LONGEST_AFTER_REFUSAL)
                : failures++ == 0 ? Duration.ZERO : doubled(FIRST, failures - 2, LONGEST);
        if (failure.retryAfter() != null) {
            wait = max(wait, min(failure.retryAfter(), LONGEST_RETRY_AFTER));
        }
        latest = failure;
        remaining = wait;
        measured = clock.instant();
        log(failure);
    }

    private void log(LoginFailure failure) {
        long seconds = seconds(remaining);
        if (failure.isAccountRefused() && refusals == 1) {
            LOG.error(
                    "The service refused the login of {}: {}. Correct the username, securekey or password. Until then"
                            + " all exchanges fail; the next login is tried in {} s, later ones at growing intervals",
                    username,
                    failure.refusal(),
                    seconds);
        } else if (!failure.isAccountRefused() && !remaining.isZero() && !warned) {
            warned = true;
            LOG.warn(
                    "Could not log in as {}: {}. Until a login succeeds, exchanges fail and may be sent again; the next"
                            + " login is tried in {} s",
                    username,
                    failure.reason(),
                    seconds);
        } else {
            LOG.debug(
                    "Could not log in as {}: {}. The next login may be tried in {} s",
                    username,
                    failure.reason(),
                    seconds);
        }
    }

    /** The service has accepted a token. */
    void accepted() {
        refusals = 0;
        failures = 0;
        warned = false;
        latest = null;
        remaining = Duration.ZERO;
    }

    /** Whole seconds, rounded up so that nobody retries too early. */
    static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        return min(first.multipliedBy(1L << Math.min(times, 20)), longest);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
