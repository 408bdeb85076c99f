package com.cielo24.examples.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.examples.outcome.AddMediaRedelivery;
import com.cielo24.examples.outcome.Added;
import com.cielo24.examples.outcome.Failure;
import com.cielo24.examples.outcome.Verdict;
import com.cielo24.examples.support.Json;
import jakarta.jms.JMSException;
import org.apache.camel.Exchange;
import org.springframework.dao.DataAccessException;

/**
 * What becomes of a message after an attempt. The ledger is changed first, then the outcome is sent in the transaction
 * that took the message: whatever dies in between, the message is there again and the ledger knows.
 */
final class Outcomes {

    private final QueueSettings settings;
    private final Ledger ledger;
    private final AddMediaRedelivery redelivery;
    private final Console console;

    Outcomes(QueueSettings settings, Ledger ledger, AddMediaRedelivery redelivery, Console console) {
        this.settings = settings;
        this.ledger = ledger;
        this.redelivery = redelivery;
        this.console = console;
    }

    /** The service has taken the media. */
    void added(Exchange exchange) throws JMSException {
        Work work = Work.of(exchange);
        Added added = Added.of(exchange.getMessage());
        note(work, () -> ledger.added(work.request(), added.task(), added.bytes()));
        sendAdded(exchange, work, added, false);
        console.added(work, added);
    }

    /** The service had taken it from an earlier message, or an attempt whose worker did not live to say so. */
    void addedBefore(Exchange exchange, Ledger.Entry entry) throws JMSException {
        Work work = Work.of(exchange);
        Added added =
                new Added(entry.task(), work.request().mediaUrl() != null ? "url" : "upload", entry.bytes(), null);
        sendAdded(exchange, work, added, true);
        console.addedBefore(work, added);
    }

    private void sendAdded(Exchange exchange, Work work, Added added, boolean before) throws JMSException {
        Instant now = Instant.now();
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("jobId", work.request().jobId());
        outcome.put("taskId", added.task());
        outcome.put("mode", added.mode());
        outcome.put("file", work.request().file());
        outcome.put("bytes", added.bytes());
        outcome.put("sha256", added.sha256());
        outcome.put("started", work.started().toString());
        outcome.put("ended", now.toString());
        outcome.put("milliseconds", Duration.between(work.started(), now).toMillis());
        outcome.put("attempt", work.attempt());
        // true if an earlier message, or attempt, had added it: nothing was sent for this one
        outcome.put("addedBefore", before);
        outcome.put("correlationId", work.request().correlationId());
        Outbox.of(exchange)
                .send(
                        settings.addedQueue(),
                        Json.bytes(outcome),
                        work.request().correlationId(),
                        Map.of("jobId", work.request().jobId(), "taskId", added.task()));
    }

    /** The media is not its job's, or nobody knows. */
    void notAdded(Exchange exchange) throws JMSException {
        Work work = Work.of(exchange);
        Throwable cause = AddMediaRedelivery.caught(exchange);
        if (cause instanceof DataAccessException) {
            // no attempt: without the ledger nothing is sent
            console.noLedger(work, cause, settings.busyDelay());
            later(exchange, work.attempt() - 1, settings.busyDelay());
            return;
        }
        boolean unknown = work.outcomeUnknown() || cause instanceof Cielo24UnknownOutcomeException;
        Failure failure = Failure.of(cause, unknown);
        remember(work, unknown, failure);
        Optional<Duration> wait =
                failure.verdict() == Verdict.RETRY ? redelivery.waitAfter(work.attempt(), cause) : Optional.empty();
        if (wait.isPresent()) {
            console.retries(work, settings.retries(), failure, wait.get());
            later(exchange, work.attempt(), wait.get());
        } else {
            end(exchange, work, failure, unknown);
        }
    }

    private void remember(Work work, boolean unknown, Failure failure) {
        if (work.request() == null || work.request().jobId() == null) {
            return;
        }
        if (unknown) {
            note(work, () -> ledger.unknown(work.request()));
        } else if (failure.isSent() || failure.verdict() == Verdict.FAILED) {
            note(work, () -> ledger.forget(work.request()));
        }
    }

    private void later(Exchange exchange, int failed, Duration wait) throws JMSException {
        Outbox.of(exchange).forward(settings.queue(), null, Intake.failedAttempts(failed), wait);
    }

    /** Retries that are used up end in failed, unless the media may have arrived: then only a look at the job can tell. */
    private void end(Exchange exchange, Work work, Failure failure, boolean unknown) throws JMSException {
        boolean review = failure.verdict() == Verdict.REVIEW || unknown;
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("cielo24What", failure.what());
        properties.put("cielo24Reason", failure.why());
        properties.put("cielo24HttpStatus", failure.httpStatus());
        properties.put("cielo24ErrorType", failure.errorType());
        properties.put("cielo24Attempts", work.attempt());
        properties.put("cielo24When", Instant.now().toString());
        properties.put(Outbox.FAILED_ATTEMPTS, null);
        String correlationId = work.request() == null
                ? MessageReader.correlationId(Outbox.original(exchange))
                : work.request().correlationId();
        Outbox.of(exchange)
                .forward(
                        review ? settings.reviewQueue() : settings.failedQueue(),
                        correlationId,
                        properties,
                        Duration.ZERO);
        console.notAdded(work, failure, review);
    }

    /**
     * The service has decided, whatever becomes of the database. An entry that stays behind says less than it could: a
     * later message for the same media is then of unknown outcome.
     */
    private void note(Work work, Runnable change) {
        try {
            change.run();
        } catch (DataAccessException e) {
            console.notNoted(work, e);
        }
    }
}
