package com.cielo24.camel;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What became of the media of an exchange, as a map for a report: {@code setBody(MediaReport::of).marshal().json()} after
 * {@code addMedia}, or in {@code onException}.
 */
public final class MediaReport {

    private MediaReport() {}

    /**
     * @param  exchange after its last attempt to add media
     * @return          its fields in the order of the component's page, without those that have no value
     */
    public static Map<String, Object> of(Exchange exchange) {
        return create(exchange, MediaFailure.of(exchange));
    }

    /**
     * With what an exchange failed; {@code null} if its media was added, and what was ordered is ordered. An exception of an
     * earlier attempt does not count.
     */
    static Throwable cause(Exchange exchange) {
        Throwable cause = exchange.getException();
        MediaAttempts attempts = MediaAttempts.of(exchange);
        if (cause == null && (attempts.added() == null || attempts.isNotOrdered())) {
            cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }
        return essence(cause);
    }

    /** An EIP such as multicast puts what failed into an exception of its own. */
    static Throwable essence(Throwable cause) {
        for (Throwable outer = cause; outer != null; outer = outer.getCause()) {
            if (outer instanceof Cielo24Exception) {
                return outer;
            }
        }
        return cause;
    }

    /**
     * @param failure {@code null} if there was none
     */
    static Map<String, Object> create(Exchange exchange, MediaFailure failure) {
        Message message = exchange.getMessage();
        MediaAttempts attempts = MediaAttempts.of(exchange);
        MediaAttempts.Added added = attempts.added();
        Instant created = Instant.ofEpochMilli(exchange.getClock().getCreated());
        // an exchange may have waited for its turn
        Instant started = attempts.started() != null ? attempts.started() : created;
        Instant ended = MediaAttempts.now();
        Map<String, Object> report = new LinkedHashMap<>();
        if (failure != null) {
            report.put("what", failure.what());
            report.put("why", failure.why());
            report.put("whatToDo", failure.whatToDo());
            report.put("httpStatus", failure.httpStatus());
            report.put("errorType", failure.errorType());
        }
        report.put("file", message.getHeader(Exchange.FILE_NAME));
        report.put("job", added != null ? added.result().jobId() : message.getHeader(Cielo24Constants.JOB_ID));
        report.put("externalId", message.getHeader(Cielo24Constants.EXTERNAL_ID));
        if (added != null) {
            report.put("task", added.result().taskId());
            report.put("mode", added.isUpload() ? "upload" : "url");
            report.put("bytes", added.isUpload() ? added.result().bytesSent() : null);
            report.put("sha256", added.sha256());
            report.put("milliseconds", ended.toEpochMilli() - started.toEpochMilli());
            report.put("addedBefore", added.before() ? true : null);
            report.put("confirmedBy", added.before() && added.result().taskId() == null ? "jobInfo" : null);
        }
        report.put("started", started.toString());
        report.put(added != null ? "ended" : "when", ended.toString());
        report.put("attempts", attempts.count());
        Throwable cause = cause(exchange);
        boolean isOrderUnknown = attempts.isNotOrdered() && cause instanceof Cielo24UnknownOutcomeException;
        boolean isKnown = added != null && cause != null && !isOrderUnknown;
        report.put("outcomeUnknown", failure == null ? null : failure.isInDoubt() && !isKnown);
        report.values().removeIf(Objects::isNull);
        return report;
    }
}
