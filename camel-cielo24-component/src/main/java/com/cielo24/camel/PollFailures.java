package com.cielo24.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failed polls in a row. Logs the first one of a kind, and their end, but not one message a minute. Failures of
 * exchanges are handled as usual. Not thread-safe.
 */
final class PollFailures implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(CompletedJobsConsumer.class);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private final ExceptionHandler others;
    private final String endpoint;
    private final Clock clock;
    private int count;
    private Throwable logged;
    private Cielo24Exception postponing;
    private Instant nextPoll;

    /**
     * @param others   handles all other failures
     * @param endpoint for the log
     */
    PollFailures(ExceptionHandler others, String endpoint, Clock clock) {
        this.others = others;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /**
     * @throws Cielo24Exception the last failure again, if the service has asked to wait for longer
     */
    void requireRetryAfterPassed() throws Cielo24Exception {
        if (postponing != null && clock.instant().isBefore(nextPoll)) {
            throw postponing;
        }
        postponing = null;
    }

    void failed(Cielo24Exception failure) {
        Duration retryAfter = failure.getRetryAfter();
        if (retryAfter != null) {
            postponing = failure;
            nextPoll = clock.instant()
                    .plus(retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER);
        }
    }

    void ended() {
        if (count > 0) {
            LOG.info("{} works again after {} failed polls", endpoint, count);
        }
        count = 0;
        logged = null;
    }

    @Override
    public void handleException(String message, Throwable failure) {
        count++;
        if (logged == null || logged.getClass() != failure.getClass()) {
            logged = failure;
            LOG.warn(
                    "{} could not look for jobs: {}. It tries again at each poll; further failures of this kind are not"
                            + " logged",
                    endpoint,
                    failure instanceof Cielo24Exception ours ? ours.getReason() : failure.toString());
        }
        LOG.debug("{}: {} failed polls in a row", endpoint, count, failure);
    }

    @Override
    public void handleException(Throwable failure) {
        others.handleException(failure);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable failure) {
        others.handleException(message, exchange, failure);
    }
}
