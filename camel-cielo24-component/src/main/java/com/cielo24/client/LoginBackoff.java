package com.cielo24.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps logins that are refused from becoming a storm: after each refusal in a row nobody tries for twice as long as
 * before. Not thread-safe.
 */
final class LoginBackoff {

    static final Duration FIRST = Duration.ofSeconds(30);
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final String username;
    private final Clock clock;
    private Duration wait;
    private Instant until;
    private Refusal refusal;

    LoginBackoff(String username, Clock clock) {
        this.username = username;
        this.clock = clock;
    }

    /** The refusal that forbids another login for now, or {@code null}. */
    Refusal active() {
        return until != null && clock.instant().isBefore(until) ? refusal : null;
    }

    void refused(Refusal latest) {
        boolean first = wait == null;
        wait = first ? FIRST : min(wait.multipliedBy(2), LONGEST);
        until = clock.instant().plus(wait);
        refusal = latest;
        if (first) {
            LOG.error(
                    "The service refused the login of {}: {}. Put right the username, securekey or password; until then"
                            + " every exchange fails, and a login is tried again after {} s, then ever more rarely",
                    username,
                    latest,
                    wait.toSeconds());
        } else {
            LOG.debug("The login of {} was refused again: {}; next one after {} s", username, latest, wait.toSeconds());
        }
    }

    void accepted() {
        wait = null;
        until = null;
        refusal = null;
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
