package com.cielo24.client.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A token (page "Add Media To Job", {@code api_token}), and the secrets to mask in texts about its requests. Guarded by
 * its session.
 */
final class Token {

    /** Shorter than the service's limit of one hour. */
    static final Duration LONGEST_IDLE = Duration.ofMinutes(55);

    private final String value;
    private final Secrets secrets;
    private final Instant issued;
    private Instant lastUsed;
    private boolean proven;

    /**
     * @param value  a hex string
     * @param login  secrets of the login
     * @param issued not later than when the service issued it
     */
    Token(String value, Secrets login, Instant issued) {
        this.value = value;
        this.secrets = login.and(List.of(value));
        this.issued = issued;
        this.lastUsed = issued;
    }

    String value() {
        return value;
    }

    Secrets secrets() {
        return secrets;
    }

    /** Whether it may have expired, as tokens do after an hour without use. */
    boolean isIdle(Instant now) {
        return Duration.between(lastUsed, now).compareTo(LONGEST_IDLE) >= 0;
    }

    Duration age(Instant now) {
        return Duration.between(issued, now);
    }

    /**
     * @param  since not later than when the service accepted it
     * @return       whether that was the first time
     */
    boolean accepted(Instant since) {
        if (since.isAfter(lastUsed)) {
            lastUsed = since;
        }
        boolean first = !proven;
        proven = true;
        return first;
    }

    /** Whether the service has ever accepted it. */
    boolean isProven() {
        return proven;
    }

    @Override
    public String toString() {
        return "Token[xxxxxx]";
    }
}
