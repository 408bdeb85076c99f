package com.cielo24.client;

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * How the service said no (page "Add Media To Job", Responses, 400).
 *
 * @param status     the HTTP status, 300 to 499
 * @param type       the service's {@code ErrorType}, or {@code null}
 * @param comment    the service's {@code ErrorComment}, or {@code null}
 * @param retryAfter what {@code Retry-After} asked for, or {@code null}
 */
record ErrorResponse(int status, String type, String comment, Duration retryAfter) implements Serializable {

    private static final String BAD_TOKEN = "BAD_API_TOKEN";

    /**
     * The documented error types. They are words of the service that anybody may see, so they are never masked: that would
     * hide them from programs, and show that the secret is the part that is missing.
     */
    private static final Set<String> PUBLIC_TYPES = Set.of(
            BAD_TOKEN,
            "LOGIN_INVALID",
            "ACCOUNT_UNPRIVILEGED",
            "ACCOUNT_EXISTS",
            "INVALID_QUERY",
            "INVALID_OPTION",
            "INVALID_URL",
            "MISSING_PARAMETER",
            "ITEM_NOT_FOUND");

    /**
     * @param hidden secrets to mask
     */
    static ErrorResponse of(ServiceAnswer answer, Secrets hidden) {
        String type = answer.text("ErrorType");
        return new ErrorResponse(
                answer.status(),
                type != null && PUBLIC_TYPES.contains(type) ? type : hidden.mask(type),
                hidden.mask(answer.text("ErrorComment")),
                answer.retryAfter());
    }

    /** Whether it asks to come back later. */
    boolean isRetryable() {
        return status == 408 || status == 425 || status == 429;
    }

    /** Whether it is the token that the service does not accept. */
    boolean isOfToken() {
        return BAD_TOKEN.equals(type);
    }

    /** Whether it may be what the request asked for that the service does not accept, and not who asked. */
    boolean mayBeOfRequest() {
        return status == 400 && !isOfToken() && !"LOGIN_INVALID".equals(type) && !"ACCOUNT_UNPRIVILEGED".equals(type);
    }

    /** Of a login: whether it is the service's own word on the account. A proxy's page has no error type. */
    boolean isOfAccount() {
        return (status == 400 || status == 401) && type != null;
    }

    ErrorResponse withRetryAfter(Duration other) {
        return new ErrorResponse(status, type, comment, other);
    }

    @Override
    public String toString() {
        return "HTTP " + status + (type == null ? "" : " " + type) + (comment == null ? "" : ": " + comment);
    }
}
