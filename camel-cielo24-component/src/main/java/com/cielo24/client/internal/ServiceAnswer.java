package com.cielo24.client.internal;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;

import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.ErrorResponse;
import com.cielo24.client.http.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What the service said (page "Add Media To Job", Responses): a status, and JSON with fields that we know and others
 * that we do not. An answer that is no such JSON has a status only.
 *
 * @param status     the HTTP status
 * @param body       the JSON, or a missing node
 * @param retryAfter the time of the {@code Retry-After} header, or {@code null}
 * @param whole      whether it was read to its end
 */
public record ServiceAnswer(int status, JsonNode body, Duration retryAfter, boolean whole) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The documented error types. They are words of the service that anybody may see, so they are never masked: that would
     * hide them from programs, and show that the secret is the part that is missing.
     */
    private static final Set<String> PUBLIC_TYPES = Set.of(
            "BAD_API_TOKEN",
            "LOGIN_INVALID",
            "ACCOUNT_UNPRIVILEGED",
            "ACCOUNT_EXISTS",
            "INVALID_QUERY",
            "INVALID_OPTION",
            "INVALID_URL",
            "MISSING_PARAMETER",
            "ITEM_NOT_FOUND");

    static ServiceAnswer of(Answer answer) {
        return new ServiceAnswer(answer.status(), json(answer.body()), wait(answer.retryAfter()), answer.whole());
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            // no JSON: the status alone says whether it was a refusal
            return MissingNode.getInstance();
        }
    }

    private static Duration wait(String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        String value = retryAfter.trim();
        try {
            if (value.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), date);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * @param hidden secrets to mask
     */
    ErrorResponse error(Secrets hidden) {
        String type = text("ErrorType");
        return new ErrorResponse(
                status,
                type != null && PUBLIC_TYPES.contains(type) ? type : hidden.mask(type),
                hidden.mask(text("ErrorComment")),
                retryAfter);
    }

    /**
     * An id without which the answer is of no use.
     *
     * @param  label what it is, for messages
     * @throws Cielo24UnknownOutcomeException if there is none
     */
    public String require(String jobId, String field, String label) throws Cielo24UnknownOutcomeException {
        String id = id(field);
        if (id == null) {
            throw useless(jobId, label);
        }
        return id;
    }

    /** An id, or {@code null} if there is none. What has control characters is no id. */
    public String id(String field) {
        String text = text(field);
        return text == null || Texts.hasControls(text) ? null : text;
    }

    /** The outcome of an answer that says yes, but not what it should. */
    public Cielo24UnknownOutcomeException useless(String jobId, String label) {
        return new Cielo24UnknownOutcomeException(jobId, flaw(label), null);
    }

    String flaw(String label) {
        return "the service answered " + status
                + (whole ? " without " + label : ", but its answer was cut off or had no end");
    }

    /** The text of a field, or {@code null} if there is none. */
    private String text(String field) {
        JsonNode node = body.path(field);
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }
}
