package com.cielo24.client.internal;

import java.util.Set;

import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.ErrorResponse;
import com.cielo24.client.http.Answer;
import com.cielo24.client.http.Request;
import com.cielo24.client.internal.FailedCallException.Certainty;

/** What answers of the service mean (page "Add Media To Job", Responses). */
final class Answers {

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

    private Answers() {}

    /**
     * Decides what an answer says about its request.
     *
     * @return the answer, if it says yes to a request that was sent to its last byte
     */
    static Answer requireSuccess(Request request, Answer answer, Secrets hidden) throws FailedCallException {
        int status = answer.status();
        boolean everythingSent = answer.everythingSent();
        if (status < 300 && everythingSent) {
            return answer;
        }
        ErrorResponse error = error(answer, hidden);
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
        // who answers so, be it the service or a gateway, may have taken the request all the same
        throw everythingSent
                ? FailedCallException.unclear(request, error)
                : FailedCallException.answered(
                        Certainty.NOT_RECEIVED,
                        "the service answered " + error + " before the whole " + request.noun() + " was sent",
                        error);
    }

    private static ErrorResponse error(Answer answer, Secrets hidden) {
        String type = answer.text("ErrorType");
        return new ErrorResponse(
                answer.status(),
                type != null && PUBLIC_TYPES.contains(type) ? type : hidden.mask(type),
                hidden.mask(answer.text("ErrorComment")),
                answer.retryAfter());
    }

    /**
     * An id without which the answer is of no use.
     *
     * @param  label what it is, for messages
     * @throws Cielo24UnknownOutcomeException if there is none
     */
    static String require(String jobId, Answer answer, String field, String label)
            throws Cielo24UnknownOutcomeException {
        String id = id(answer, field);
        if (id == null) {
            throw useless(jobId, answer, label);
        }
        return id;
    }

    /** An id, or {@code null} if there is none. What has control characters is no id. */
    static String id(Answer answer, String field) {
        String text = answer.text(field);
        return text == null || Texts.hasControls(text) ? null : text;
    }

    /** The outcome of an answer that says yes, but not what it should. */
    static Cielo24UnknownOutcomeException useless(String jobId, Answer answer, String label) {
        return new Cielo24UnknownOutcomeException(jobId, flaw(answer, label), null);
    }

    static String flaw(Answer answer, String label) {
        return "the service answered " + answer.status()
                + (answer.whole() ? " without " + label : ", but its answer was cut off or had no end");
    }
}
