package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.examples.outcome.AddMediaRedelivery;
import com.cielo24.examples.outcome.Added;
import com.cielo24.examples.outcome.Failure;
import com.cielo24.examples.outcome.Verdict;
import org.apache.camel.Exchange;

/**
 * What the route does with a file between attempts, and when it is over.
 */
final class Outcomes {

    private static final Duration STUCK = Duration.ofSeconds(10);

    private final Folders folders;
    private final SettledFilter settled;
    private final AttemptRecords records;
    private final Filing filing;
    private final AddMediaRedelivery redelivery;
    private final Console console;
    private final FileJobs jobs;
    private final Consumer<Attempt> whenEnded;

    /**
     * @param whenEnded hears of each file that has reached its folder
     */
    Outcomes(
            Folders folders,
            SettledFilter settled,
            AttemptRecords records,
            Filing filing,
            AddMediaRedelivery redelivery,
            Console console,
            FileJobs jobs,
            Consumer<Attempt> whenEnded) {
        this.folders = folders;
        this.settled = settled;
        this.records = records;
        this.filing = filing;
        this.redelivery = redelivery;
        this.console = console;
        this.jobs = jobs;
        this.whenEnded = whenEnded;
    }

    /** After each failed attempt: remembers what it leaves open, and sets when the next one is. */
    void failedAttempt(Exchange exchange) {
        Throwable cause = AddMediaRedelivery.caught(exchange);
        if (cause instanceof Cielo24UnknownOutcomeException) {
            noteUnknownOutcome(exchange);
        }
        redelivery
                .schedule(exchange)
                .ifPresent(wait -> console.retries(
                        attempt(exchange),
                        AddMediaRedelivery.failedAttempts(exchange),
                        redelivery.policy().getMaximumRedeliveries(),
                        cause,
                        wait));
    }

    private void noteUnknownOutcome(Exchange exchange) {
        Attempt attempt = attempt(exchange).withOutcomeUnknown();
        exchange.setProperty(Intake.ATTEMPT, attempt);
        try {
            records.write(attempt);
        } catch (IOException e) {
            // should the process die now, the next one takes the outcome for unknown anyway
            console.notNoted(attempt, e);
        }
    }

    /** The service has taken the media. */
    void added(Exchange exchange) {
        Attempt attempt = attempt(exchange);
        Added added = Added.of(exchange.getMessage());
        int attempts = AddMediaRedelivery.failedAttempts(exchange) + 1;
        Duration time = time(exchange);
        Map<String, Object> report = Report.added(attempt, added, attempts, time.toMillis());
        end(attempt, Verdict.ADDED, report).ifPresent(filed -> {
            console.added(filed, added, time);
            whenEnded.accept(filed);
        });
    }

    /** The service has the media of an attempt whose answer was lost, and refused it a second time. */
    private void found(Exchange exchange, Attempt attempt) {
        boolean url = exchange.getMessage().getHeader(Cielo24Constants.MEDIA_URL) != null;
        Added added = new Added(
                null, url ? "url" : "upload", url ? null : attempt.state().size(), null);
        int attempts = AddMediaRedelivery.failedAttempts(exchange) + 1;
        Map<String, Object> report =
                Report.found(attempt, added, attempts, time(exchange).toMillis());
        end(attempt, Verdict.ADDED, report).ifPresent(filed -> {
            console.found(filed);
            whenEnded.accept(filed);
        });
    }

    /** The media is not its job's, or nobody knows. */
    void notAdded(Exchange exchange) {
        Attempt attempt = attempt(exchange);
        Throwable cause = AddMediaRedelivery.caught(exchange);
        if (attempt == null) {
            // it had not begun; a later poll sees it again
            console.notBegun(cause);
            return;
        }
        Failure failure = Failure.of(cause, attempt.outcomeUnknown());
        if (failure.verdict() == Verdict.REVIEW && jobs.isKnownToHaveMedia(attempt)) {
            found(exchange, attempt);
            return;
        }
        int failed = AddMediaRedelivery.failedAttempts(exchange);
        // the retryable ones are counted already
        int attempts = failure.isSent() && !AddMediaRedelivery.isRetryable(exchange) ? failed + 1 : failed;
        end(attempt, failure.verdict(), Report.failed(attempt, failure, attempts))
                .ifPresent(filed -> {
                    console.notAdded(filed, failure, attempts);
                    whenEnded.accept(filed);
                });
    }

    /** What was decided before, and could not be done then. */
    void finish(Attempt decided) {
        try {
            Attempt filed = filing.carryOut(decided);
            settled.forget(file(decided));
            console.finished(filed);
        } catch (IOException e) {
            stuck(decided, e);
        }
    }

    private Optional<Attempt> end(Attempt attempt, Verdict verdict, Map<String, Object> report) {
        try {
            Attempt filed = filing.file(attempt, verdict, report);
            settled.forget(file(attempt));
            return Optional.of(filed);
        } catch (IOException e) {
            stuck(attempt, e);
            return Optional.empty();
        }
    }

    /** The disk is full, or does not let the file go. What was decided is done later; nothing is sent again. */
    private void stuck(Attempt attempt, IOException cause) {
        settled.postpone(file(attempt), STUCK);
        console.stuck(attempt.path(), cause, STUCK);
    }

    /** The watch was stopped while the file was under way, which Camel tells by an exception of its own. */
    void leave(Exchange exchange, Throwable cause) {
        Attempt attempt = attempt(exchange);
        if (attempt == null) {
            return;
        }
        try {
            if (cause instanceof RejectedExecutionException && !attempt.outcomeUnknown()) {
                // it waited for an attempt, and all before had failed
                records.delete(attempt);
            }
        } catch (IOException e) {
            console.notNoted(attempt, e);
        }
        console.staysForNextStart(attempt, cause);
    }

    private Path file(Attempt attempt) {
        return folders.inbox().resolve(attempt.path());
    }

    private static Attempt attempt(Exchange exchange) {
        return exchange.getProperty(Intake.ATTEMPT, Attempt.class);
    }

    private static Duration time(Exchange exchange) {
        return Duration.ofNanos(System.nanoTime() - exchange.getProperty(Intake.SINCE, Long.class));
    }
}
