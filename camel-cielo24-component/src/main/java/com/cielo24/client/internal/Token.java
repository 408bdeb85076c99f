package com.cielo24.client.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A token (page "Add Media To Job", {@code api_token}), and all that must be masked in words about a request that has
 * it. Its session guards what changes.
 */
final class Token {

    /** Short of the service's own hour. */
    static final Duration LONGEST_IDLE = Duration.ofMinutes(55);

    private final String value;
    private final Secrets secrets;
    private final Instant issued;
    private Instant lastUsed;
    private boolean proven;

    /**
     * @param value  a hex string
     * @param login  secrets that it was got with
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

    /** Whether it may have died, as tokens do after an hour without use. */
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

    /** Whether the service has accepted it in any call. */
    boolean isProven() {
        return proven;
    }

    @Override
    public String toString() {
        return "Token[xxxxxx]";
    }
}
