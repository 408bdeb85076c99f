package com.cielo24.camel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.util.List;
import javax.net.ssl.SSLException;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;

/**
 * Why media was not added to its job, or the job was not ordered, in words for a report.
 *
 * @param isInDoubt  whether a person must look: the job may have the media or the order nevertheless, or it has the media,
 *                   and a later step failed
 * @param what       the kind of failure, in a few words
 * @param why        the reason, of up to 1,000 characters: it may contain text of the input
 * @param whatToDo   for a person
 * @param httpStatus of the service's answer, or {@code null}
 * @param errorType  the service's own name of the error, or {@code null}
 */
public record MediaFailure(
        boolean isInDoubt, String what, String why, String whatToDo, Integer httpStatus, String errorType) {

    private static final int LONGEST_REASON = 1_000;

    /** Besides plain IOExceptions. Those of parsers are of other classes. */
    private static final List<Class<? extends IOException>> TEMPORARY = List.of(
            FileSystemException.class,
            ClosedChannelException.class,
            SocketException.class,
            UnknownHostException.class,
            InterruptedIOException.class,
            SSLException.class);

    private static final String SEND_AGAIN =
            "Put right what the reason names, and send it again. The job has no media from this.";

    private static final String LOOK =
            "Check at the service whether the job has this media. If it has, nothing is left to"
                    + " do; if not, put right what the reason names, and send it again.";

    private static final String ADDED =
            "The job has the media: do not send it again. Put right what the reason names, and do"
                    + " what the route would have done after that.";

    private static final String HAS_MEDIA = "The job has the media: do not send it again. ";

    private static final String ORDER = "Put right what the reason names, and order the transcription of the job.";

    private static final String LOOK_FOR_ORDER =
            "Check with jobInfo, or at the service, whether the job is ordered. Order it only if it is not: an order costs"
                    + " money.";

    /**
     * Whether the same media may be added later: after an outage, or because an error of a disk or of a network need not last.
     * Data that cannot be read as what it should be, such as broken JSON, is no such error.
     *
     * @param cause with what an exchange failed
     */
    public static boolean mayPass(Throwable cause) {
        return cause instanceof Cielo24Exception failed
                ? failed.isRetryable() || failed.isOutage()
                : cause != null && cause.getClass() == IOException.class
                        || TEMPORARY.stream().anyMatch(type -> type.isInstance(cause));
    }

    /**
     * What is certain after all attempts of an exchange: a refusal does not count if an earlier attempt may have succeeded,
     * and media that was added stays added, whatever fails after that.
     *
     * @return {@code null} if nothing has failed since its media was added
     */
    public static MediaFailure of(Exchange exchange) {
        Throwable cause = MediaReport.cause(exchange);
        return cause == null ? null : of(exchange, cause, false);
    }

    /**
     * @param mayBeAdded whether an attempt of an earlier exchange may have succeeded
     */
    static MediaFailure of(Exchange exchange, Throwable cause, boolean mayBeAdded) {
        MediaAttempts attempts = MediaAttempts.of(exchange);
        if (attempts.isNotOrdered() && (attempts.added() != null || attempts.started() == null)) {
            return ofOrder(cause, attempts.added() != null);
        }
        return attempts.added() == null
                ? of(cause, mayBeAdded || attempts.isUnknown())
                : new MediaFailure(
                        true, "added, but a later step of the route failed", reason(cause), ADDED, null, null);
    }

    /**
     * @param  cause with what an exchange failed, at its only attempt to add media
     * @return       the failure; in doubt unless the exception says for certain that the job does not have the media
     */
    public static MediaFailure of(Throwable cause) {
        return of(cause, false);
    }

    private static MediaFailure of(Throwable cause, boolean mayBeAdded) {
        Cielo24ServiceException refusal = refusal(cause);
        boolean isFinal = cause instanceof Cielo24InvalidRequestException || cause instanceof Cielo24ServiceException;
        boolean isCertain = isFinal && !mayBeAdded;
        return new MediaFailure(
                !isCertain,
                what(cause, refusal, mayBeAdded),
                reason(cause),
                isCertain ? SEND_AGAIN : LOOK,
                refusal == null ? null : refusal.getStatusCode(),
                refusal == null ? null : refusal.getErrorType());
    }

    private static MediaFailure ofOrder(Throwable cause, boolean hasMedia) {
        boolean isUnknown = cause instanceof Cielo24UnknownOutcomeException;
        Cielo24ServiceException refusal = refusal(cause);
        String what = isUnknown
                ? "it is not known whether the job was ordered"
                : refusal != null ? "the order was refused by the service" : "the job was not ordered";
        return new MediaFailure(
                isUnknown || hasMedia,
                hasMedia ? "added, but " + what : what,
                reason(cause),
                (hasMedia ? HAS_MEDIA : "") + (isUnknown ? LOOK_FOR_ORDER : ORDER),
                refusal == null ? null : refusal.getStatusCode(),
                refusal == null ? null : refusal.getErrorType());
    }

    private static Cielo24ServiceException refusal(Throwable cause) {
        return cause instanceof Cielo24ServiceException service
                ? service
                : cause.getCause() instanceof Cielo24ServiceException service ? service : null;
    }

    private static String reason(Throwable cause) {
        return abbreviated(cause instanceof Cielo24Exception failed ? failed.getReason() : cause.toString());
    }

    private static String abbreviated(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 3) + "...";
    }

    private static String what(Throwable cause, Cielo24ServiceException refusal, boolean mayBeAdded) {
        if (cause instanceof Cielo24InvalidRequestException) {
            return mayBeAdded
                    ? "invalid request after an attempt of unknown outcome"
                    : "invalid request, nothing was sent";
        }
        if (cause instanceof Cielo24ServiceException && !mayBeAdded) {
            return "refused by the service";
        }
        if (cause instanceof Cielo24UnknownOutcomeException || mayBeAdded) {
            return refusal == null ? "unknown outcome" : "refused by the service after an attempt of unknown outcome";
        }
        return "unexpected error";
    }
}
