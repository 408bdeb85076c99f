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
public record ErrorResponse(int status, String type, String comment, Duration retryAfter) implements Serializable {

    private static final String BAD_TOKEN = "BAD_API_TOKEN";

    /**
     * Whether the service asks to come back later.
     *
     * @return {@code true} for 408, 425 and 429
     */
    public boolean isRetryable() {
        return status == 408 || status == 425 || status == 429;
    }

    /**
     * Whether it is the token that the service does not accept.
     *
     * @return {@code true} for the type {@code BAD_API_TOKEN}
     */
    public boolean isOfToken() {
        return BAD_TOKEN.equals(type);
    }

    /**
     * Whether it may be what the request asked for that the service does not accept, and not who asked.
     *
     * @return {@code true} for a 400 that is about neither token nor account
     */
    public boolean mayBeOfRequest() {
        return status == 400 && !isOfToken() && !"LOGIN_INVALID".equals(type) && !"ACCOUNT_UNPRIVILEGED".equals(type);
    }

    /**
     * For a login: whether it is the service's own word on the account. A proxy's page has no error type.
     *
     * @return {@code true} for 400 and 401 with a type
     */
    public boolean isOfAccount() {
        return (status == 400 || status == 401) && type != null;
    }

    /**
     * The same with another time to wait.
     *
     * @param  other the time, or {@code null}
     * @return       a copy
     */
    public ErrorResponse withRetryAfter(Duration other) {
        return new ErrorResponse(status, type, comment, other);
    }

    @Override
    public String toString() {
        return "HTTP " + status + (type == null ? "" : " " + type) + (comment == null ? "" : ": " + comment);
    }
}
