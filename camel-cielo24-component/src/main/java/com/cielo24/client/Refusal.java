package com.cielo24.client;

import java.io.Serializable;
import java.time.Duration;

/**
 * How the service said no (page "Add Media To Job", Responses, 400).
 *
 * @param status     the HTTP status, 300 to 499
 * @param type       the service's {@code ErrorType}, or {@code null}
 * @param comment    the service's {@code ErrorComment}, or {@code null}
 * @param retryAfter what {@code Retry-After} asked for, or {@code null}
 */
record Refusal(int status, String type, String comment, Duration retryAfter) implements Serializable {

    /** Whether it asks to come back later. */
    boolean isRetryable() {
        return status == 408 || status == 425 || status == 429;
    }

    @Override
    public String toString() {
        return "HTTP " + status + (type == null ? "" : " " + type) + (comment == null ? "" : ": " + comment);
    }
}
