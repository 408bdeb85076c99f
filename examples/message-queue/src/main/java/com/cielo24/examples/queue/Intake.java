package com.cielo24.examples.queue;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.examples.job.JobMaker;
import com.cielo24.examples.outcome.BadInputException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Makes a message ready to be sent: reads it, makes its job where it names none, takes the lock of its job, finds its file, and writes down in the ledger
 * that it is under way. Ends the exchange where there is nothing to send.
 */
final class Intake {

    private final QueueSettings settings;
    private final MediaRoot mediaRoot;
    private final JobMaker jobs;
    private final JobLocks locks;
    private final Ledger ledger;
    private final Outcomes outcomes;
    private final Console console;

    Intake(
            QueueSettings settings,
            MediaRoot mediaRoot,
            JobMaker jobs,
            JobLocks locks,
            Ledger ledger,
            Outcomes outcomes,
            Console console) {
        this.settings = settings;
        this.mediaRoot = mediaRoot;
        this.jobs = jobs;
        this.locks = locks;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.console = console;
    }

    void take(Exchange exchange) throws JMSException, BadInputException, Cielo24Exception, IOException {
        Message message = Outbox.original(exchange);
        int attempt = attempt(message);
        new Work(null, attempt, false, Instant.now()).attachTo(exchange);
        Work work = new Work(MessageReader.read(message), attempt, false, Instant.now());
        work.attachTo(exchange);
        if (work.request().jobId() == null) {
            work = work.withJob(jobs.makeOrFind(work.request().jobToMake()));
            work.attachTo(exchange);
        }

        Optional<JobLocks.Lock> lock = locks.take(work.request().jobId());
        if (lock.isEmpty()) {
            exchange.setRouteStop(true);
            console.busy(work, settings.busyDelay());
            Outbox.of(exchange).forward(settings.queue(), null, failedAttempts(attempt - 1), settings.busyDelay());
            return;
        }
        releaseAtEnd(exchange, lock.get());
        begin(exchange, work);
    }

    private void begin(Exchange exchange, Work work) throws JMSException, BadInputException, IOException {
        Optional<Ledger.Entry> earlier = ledger.find(work.request());
        if (earlier.isPresent() && earlier.get().state() == Ledger.State.ADDED) {
            exchange.setRouteStop(true);
            outcomes.addedBefore(exchange, earlier.get());
            return;
        }
        boolean outcomeUnknown = earlier.isPresent();
        Work begun = outcomeUnknown ? work.withOutcomeUnknown() : work;
        begun.attachTo(exchange);
        if (work.attempt() > settings.retries() + 1) {
            throw new BadInputException("the message was given to workers " + (work.attempt() - 1)
                    + " times, and the last of them did not live to see its end");
        }
        // not before the ledger was asked: a file that was sent and taken away since is no reason to say that it failed
        Object media = work.request().mediaUrl() != null
                ? work.request().mediaUrl()
                : mediaRoot.file(work.request().file());
        if (!outcomeUnknown) {
            ledger.sending(work.request());
        }
        console.starts(begun);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Cielo24Constants.JOB_ID, work.request().jobId());
        if (work.request().mediaUrl() != null) {
            exchange.getMessage().setHeader(Cielo24Constants.MEDIA_URL, media);
            exchange.getMessage()
                    .setHeader(Cielo24Constants.ALLOW_DUPLICATE, work.request().allowDuplicate());
        } else {
            exchange.getMessage().setBody(media);
        }
    }

    private static void releaseAtEnd(Exchange exchange, JobLocks.Lock lock) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                lock.close();
            }
        });
    }

    static Map<String, Object> failedAttempts(int count) {
        return Map.of(Outbox.FAILED_ATTEMPTS, count);
    }

    /** Those that failed, and those whose worker died: the broker counts these. */
    private static int attempt(Message message) throws JMSException {
        int failed = message.getObjectProperty(Outbox.FAILED_ATTEMPTS) instanceof Number count
                ? Math.max(0, count.intValue())
                : 0;
        return failed + Math.max(1, message.getIntProperty("JMSXDeliveryCount"));
    }
}
