package com.cielo24.examples.queue;

import java.time.Duration;

import com.cielo24.examples.outcome.Added;
import com.cielo24.examples.outcome.Failure;
import com.cielo24.examples.support.Amount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person who watches the terminal is told. Never a token, and never a media URL, as its query may be a secret.
 */
final class Console {

    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

    /**
     * @param page where a person can see more, or {@code null}
     */
    void started(QueueSettings settings, String broker, String service, String page) {
        LOG.info(
                "Taking messages of {} at {}, {} at once, for {}",
                settings.queue(),
                broker,
                settings.consumers(),
                service);
        if (page != null) {
            LOG.info("What is under way: {}", page);
        }
    }

    void starts(Work work) {
        LOG.info(
                "{}{}{}",
                shown(work.request().shown()),
                work.attempt() > 1 ? ", attempt " + work.attempt() : "",
                work.outcomeUnknown() ? ", after one of unknown outcome" : "");
    }

    void progress(Work work, long sent, long total, String rate) {
        LOG.info(
                "{}: {} of {}, {} %, {}",
                shown(work.request().shown()),
                Amount.bytes(sent),
                Amount.bytes(total),
                sent * 100 / Math.max(1, total),
                rate);
    }

    void added(Work work, Added added) {
        LOG.info(
                "{}: added, task {}{}",
                shown(work.request().shown()),
                added.task(),
                added.bytes() == null ? "" : ", " + Amount.bytes(added.bytes()));
    }

    void addedBefore(Work work, Added added) {
        LOG.info("{}: was added before, task {}", shown(work.request().shown()), added.task());
    }

    void busy(Work work, Duration wait) {
        LOG.debug("{}: the job is busy, again in {}", shown(work.request().shown()), Amount.seconds(wait));
    }

    void retries(Work work, int retries, Failure failure, Duration wait) {
        LOG.info(
                "{}: attempt {} of {} failed, next in {}: {}",
                subject(work),
                work.attempt(),
                retries + 1,
                Amount.seconds(wait),
                shown(failure.why()));
    }

    void notAdded(Work work, Failure failure, boolean review) {
        LOG.warn("{}: {}, {}: {}", subject(work), review ? "review" : "failed", failure.what(), shown(failure.why()));
    }

    void noLedger(Work work, Throwable cause, Duration wait) {
        LOG.warn("{}: the database does not answer, again in {}: {}", subject(work), Amount.seconds(wait), root(cause));
    }

    void notNoted(Work work, Throwable cause) {
        LOG.warn("{}: cannot be noted down in the database: {}", subject(work), root(cause));
    }

    void brokerAway(String broker, Throwable cause) {
        LOG.warn("The broker at {} is away, trying again until it is back: {}", broker, root(cause));
    }

    void brokerBack(String broker) {
        LOG.info("The broker at {} is back", broker);
    }

    void say(String line) {
        LOG.info(line);
    }

    private static String subject(Work work) {
        return work.request() == null ? "A message" : shown(work.request().shown());
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return shown(String.valueOf(cause.getMessage()));
    }

    /** Names and reasons come from elsewhere: they must not write lines of their own. */
    private static String shown(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
