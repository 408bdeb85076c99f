package com.cielo24.client.internal;

import java.util.Set;

import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.ErrorResponse;
import com.cielo24.client.http.Answer;
import com.cielo24.client.http.Request;
import com.cielo24.client.internal.FailedCallException.Certainty;

/** Interprets answers of the service (page "Add Media To Job", Responses). */
final class Answers {

    /**
     * The documented error types. They are public, so they are never masked, even if a secret is part of one: masking
     * would hide them from programs, and the missing part would reveal the secret.
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

    private Answers() {}

    /**
     * Decides what an answer means for its request.
     *
     * @return the answer, if it is a success and the request was sent to its last byte
     */
    static Answer requireSuccess(Request request, Answer answer, Secrets secrets) throws FailedCallException {
        int status = answer.status();
        boolean everythingSent = answer.everythingSent();
        if (status < 300 && everythingSent) {
            return answer;
        }
        ErrorResponse error = error(answer, secrets);
        if (status < 300) {
            throw FailedCallException.answered(
                    Certainty.UNKNOWN,
                    "the service answered " + status + " before it had the whole " + request.noun(),
                    error);
        }
        if (status < 500) {
            throw FailedCallException.answered(
                    Certainty.REFUSED, "the service refused the " + request.noun() + " with " + error, error);
        }
        // a service or gateway that answers 5xx may have accepted the request all the same
        throw everythingSent
                ? FailedCallException.unclear(request, error)
                : FailedCallException.answered(
                        Certainty.NOT_RECEIVED,
                        "the service answered " + error + " before the whole " + request.noun() + " was sent",
                        error);
    }

    private static ErrorResponse error(Answer answer, Secrets secrets) {
        String type = answer.text("ErrorType");
        return new ErrorResponse(
                answer.status(),
                type != null && PUBLIC_TYPES.contains(type) ? type : secrets.mask(type),
                secrets.mask(answer.text("ErrorComment")),
                answer.retryAfter());
    }

    /**
     * Requires an id in an answer.
     *
     * @param  label its description in messages
     * @throws Cielo24UnknownOutcomeException if the answer has no such id
     */
    static String require(String jobId, Answer answer, String field, String label)
            throws Cielo24UnknownOutcomeException {
        String id = id(answer, field);
        if (id == null) {
            throw unusable(jobId, answer, label);
        }
        return id;
    }

    /** An id, or {@code null} if there is none. A text with control characters is not an id. */
    static String id(Answer answer, String field) {
        String text = answer.text(field);
        return text == null || Texts.hasControls(text) ? null : text;
    }

    /** For a success status without the expected content. */
    static Cielo24UnknownOutcomeException unusable(String jobId, Answer answer, String label) {
        return new Cielo24UnknownOutcomeException(jobId, flaw(answer, label), null);
    }

    static String flaw(Answer answer, String label) {
        return "the service answered " + answer.status()
                + (answer.whole() ? " without " + label : ", but its answer was incomplete or too long");
    }
}
