package com.cielo24.examples.outcome;

import java.time.Duration;
import java.util.Optional;

import com.cielo24.client.Cielo24Exception;
import org.apache.camel.Exchange;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;

/**
 * When a request is sent again: Camel's redelivery with exponential backoff, or the time that the failure asks for, as
 * with {@code Retry-After}. A route that waits itself names {@link #policy()} in its {@code onException}, and calls
 * {@link #schedule} from {@code onExceptionOccurred}; one that has a broker wait asks {@link #waitAfter}.
 */
public final class AddMediaRedelivery {

    /** A service, or something in front of it, that asks for more is not waited for any longer than this. */
    public static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

    private static final String FAILED_ATTEMPTS = "addMediaFailedAttempts";

    private final RedeliveryPolicy policy = new RedeliveryPolicy();

    /**
     * @param retries    how often to send again, 0 or more
     * @param backoff    how long to wait the first time; then twice as long each time
     * @param backoffMax how long to wait at most
     */
    public AddMediaRedelivery(int retries, Duration backoff, Duration backoffMax) {
        policy.setMaximumRedeliveries(retries);
        policy.setRedeliveryDelay(backoff.toMillis());
        policy.setMaximumRedeliveryDelay(backoffMax.toMillis());
        policy.setUseExponentialBackOff(true);
        policy.setBackOffMultiplier(2);
        // while it waits a request holds its thread: an outage must not pull everything there is into memory
        policy.setAsyncDelayedRedelivery(false);
        policy.setAllowRedeliveryWhileStopping(false);
        // the route tells each outcome once
        policy.setLogExhausted(false);
        policy.setLogRetryAttempted(false);
    }

    /**
     * For {@code onException(...).redeliveryPolicyRef(...)}.
     */
    public RedeliveryPolicy policy() {
        return policy;
    }

    /**
     * For {@code onException(Cielo24Exception.class).onWhen(...)}.
     */
    public static boolean isRetryable(Exchange exchange) {
        return caught(exchange) instanceof Cielo24Exception failed && failed.isRetryable();
    }

    /**
     * Sets when a failed exchange is sent again.
     *
     * @return how long it waits; empty if that was the last attempt, or sending again cannot help
     */
    public Optional<Duration> schedule(Exchange exchange) {
        if (!isRetryable(exchange)) {
            // after a retryable failure Camel calls for each one that follows
            return Optional.empty();
        }
        int failed = failedAttempts(exchange) + 1;
        exchange.setProperty(FAILED_ATTEMPTS, failed);
        Optional<Duration> wait = waitAfter(failed, caught(exchange));
        wait.ifPresent(time -> exchange.getIn().setHeader(Exchange.REDELIVERY_DELAY, time.toMillis()));
        return wait;
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param  failed how many attempts have failed, 1 or more
     * @param  cause  what the last of them ended with
     * @return        empty if that was the last attempt
     */
    public Optional<Duration> waitAfter(int failed, Throwable cause) {
        if (failed > policy.getMaximumRedeliveries()) {
            return Optional.empty();
        }
        double backoff = policy.getRedeliveryDelay() * Math.pow(policy.getBackOffMultiplier(), failed - 1);
        return retryAfter(cause)
                .or(() -> Optional.of(Duration.ofMillis((long) Math.min(backoff, policy.getMaximumRedeliveryDelay()))));
    }

    /**
     * How many attempts of an exchange have failed.
     */
    public static int failedAttempts(Exchange exchange) {
        return exchange.getProperty(FAILED_ATTEMPTS, 0, Integer.class);
    }

    /**
     * The exception that an {@code onException} is about.
     */
    public static Throwable caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    private static Optional<Duration> retryAfter(Throwable cause) {
        if (!(cause instanceof Cielo24Exception failed) || failed.getRetryAfter() == null) {
            return Optional.empty();
        }
        Duration asked = failed.getRetryAfter();
        return Optional.of(asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked);
    }
}
