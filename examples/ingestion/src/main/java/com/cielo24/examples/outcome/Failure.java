package com.cielo24.examples.outcome;

import java.util.Set;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;

/**
 * Why media did not become the media of its job, and where that leaves it.
 *
 * @param verdict    where it ends; never {@link Verdict#ADDED}
 * @param isSent     whether anything was sent, or at least tried to, in the last attempt
 * @param what       the kind of failure, in a few words
 * @param why        the reason, for a person
 * @param httpStatus what the service answered, or {@code null}
 * @param errorType  the service's own name for the error, or {@code null}
 */
public record Failure(Verdict verdict, boolean isSent, String what, String why, Integer httpStatus, String errorType) {

    /** The service's names for what is wrong with the session or the account, and not with the request. */
    private static final Set<String> ACCOUNT = Set.of("BAD_API_TOKEN", "LOGIN_INVALID", "ACCOUNT_UNPRIVILEGED");

    /**
     * @param cause          what the last attempt ended with
     * @param outcomeUnknown whether an earlier attempt, or this one, may have worked nevertheless
     */
    public static Failure of(Throwable cause, boolean outcomeUnknown) {
        Failure failure = of(cause);
        // "the job already has media" may mean that it has this one
        return outcomeUnknown && failure.verdict == Verdict.FAILED
                ? new Failure(
                        Verdict.REVIEW,
                        failure.isSent,
                        failure.what + " after an attempt of unknown outcome",
                        failure.why,
                        failure.httpStatus,
                        failure.errorType)
                : failure;
    }

    /** Whether the credentials have to be put right before anything can be added. */
    public boolean isAboutTheAccount() {
        return ACCOUNT.contains(String.valueOf(errorType));
    }

    private static Failure of(Throwable cause) {
        String why = why(cause);
        if (cause instanceof BadInputException) {
            return new Failure(Verdict.FAILED, false, "bad input", why, null, null);
        }
        if (cause instanceof Cielo24InvalidRequestException) {
            return new Failure(Verdict.FAILED, false, "invalid request, nothing was sent", why, null, null);
        }
        if (cause instanceof Cielo24ServiceException refusal) {
            if (ACCOUNT.contains(String.valueOf(refusal.getErrorType()))) {
                // nothing is wrong with the media: tomorrow's token may add it
                return new Failure(
                        Verdict.RETRY,
                        true,
                        "the service does not let us in",
                        why,
                        refusal.getStatusCode(),
                        refusal.getErrorType());
            }
            return new Failure(
                    refusal.isRetryable() ? Verdict.RETRY : Verdict.FAILED,
                    true,
                    refusal.isRetryable() ? "the service asks to come back later" : "refused by the service",
                    why,
                    refusal.getStatusCode(),
                    refusal.getErrorType());
        }
        if (cause instanceof Cielo24TransportException) {
            return new Failure(Verdict.RETRY, true, "did not reach the service", why, null, null);
        }
        if (cause instanceof Cielo24UnknownOutcomeException) {
            return new Failure(Verdict.RETRY, true, "unknown outcome", why, null, null);
        }
        return new Failure(Verdict.RETRY, false, "unexpected error", why, null, null);
    }

    /**
     * The reason in an exception, without the job id that stands before it.
     */
    public static String why(Throwable cause) {
        if (cause instanceof Cielo24Exception failed) {
            return failed.getMessage().replaceFirst("^Job [^ ]+: ", "");
        }
        return cause instanceof BadInputException ? cause.getMessage() : cause.toString();
    }
}
