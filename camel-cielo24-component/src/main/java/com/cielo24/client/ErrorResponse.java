package com.cielo24.client;

import java.io.Serializable;
import java.time.Duration;

/**
 * The service's refusal of a request (page "Add Media To Job", Responses, 400).
 *
 * @param status     the HTTP status, 300 to 499
 * @param type       the service's {@code ErrorType}, or {@code null}
 * @param comment    the service's {@code ErrorComment}, or {@code null}
 * @param retryAfter the time of the {@code Retry-After} header, or {@code null}
 */
public record ErrorResponse(int status, String type, String comment, Duration retryAfter) implements Serializable {

    private static final String BAD_TOKEN = "BAD_API_TOKEN";

    /**
     * Whether the refusal is temporary.
     *
     * @return {@code true} for 408, 425 and 429
     */
    public boolean isRetryable() {
        return status == 408 || status == 425 || status == 429;
    }

    /**
     * Whether the service refused the token.
     *
     * @return {@code true} for the type {@code BAD_API_TOKEN}
     */
    public boolean isTokenRefused() {
        return BAD_TOKEN.equals(type);
    }

    /**
     * Whether the service may have refused what the request asks for, rather than who asks.
     *
     * @return {@code true} for a 400 that concerns neither token nor account
     */
    public boolean mayConcernRequest() {
        return status == 400
                && !isTokenRefused()
                && !"LOGIN_INVALID".equals(type)
                && !"ACCOUNT_UNPRIVILEGED".equals(type);
    }

    /**
     * For a login: whether the service itself refused the account. The error page of a proxy has no error type.
     *
     * @return {@code true} for 400 and 401 with an error type
     */
    public boolean isAccountRefused() {
        return (status == 400 || status == 401) && type != null;
    }

    /**
     * A copy with another time to wait.
     *
     * @param  other the time, or {@code null}
     * @return       the copy
     */
    public ErrorResponse withRetryAfter(Duration other) {
        return new ErrorResponse(status, type, comment, other);
    }

    @Override
    public String toString() {
        return "HTTP " + status + (type == null ? "" : " " + type) + (comment == null ? "" : ": " + comment);
    }
}
