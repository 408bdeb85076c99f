package com.cielo24.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Decides what becomes of a message whose media was not added, for routes that take messages of a queue in transactions:
 * {@code onException(Exception.class).onWhen(MessageFiling::isNotAdded).handled(true).useOriginalMessage().process(filing)}.
 * What it decides is in the exchange property {@value #OUTCOME}:
 * <ul>
 * <li>{@value #LATER}: another attempt may succeed. The message is to be sent back to its queue, with the delay of the
 * property {@value #DELAY}, so that it does not occupy a consumer
 * <li>{@value #FAILED}: the job does not have the media from this message, and sending it again cannot help
 * <li>{@value #REVIEW}: a person must look, as an attempt of whatever delivery may have succeeded
 * </ul>
 * A message that is sent back has headers with the attempts so far, so that any process that takes it knows of them; one that
 * ends has headers with the reason. Their names start with {@code cielo24}, as camel-jms drops those that start with
 * {@code Camel}. Thread-safe after its options are set.
 */
public final class MessageFiling implements Processor {

    /** Exchange property: {@value #LATER}, {@value #FAILED} or {@value #REVIEW}. */
    public static final String OUTCOME = "CamelCielo24Outcome";

    /** Exchange property: after how many milliseconds a message is to be delivered again; a {@code Long}. */
    public static final String DELAY = "CamelCielo24Delay";

    public static final String LATER = "later";
    public static final String FAILED = "failed";
    public static final String REVIEW = "review";

    /** Header of a message that ended: the kind of failure, in a few words. */
    public static final String WHAT = "cielo24What";

    /** Header of a message that ended: the reason, of up to 1,000 characters. */
    public static final String REASON = "cielo24Reason";

    // of a message that was sent back
    private static final String FAILED_ATTEMPTS = "cielo24FailedAttempts";
    private static final String FIRST_ATTEMPT = "cielo24FirstAttempt";
    private static final String OUTCOME_UNKNOWN = "cielo24OutcomeUnknown";

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(MessageFiling.class);

    private Duration backoff = Duration.ofSeconds(1);
    private Duration longestBackoff = Duration.ofMinutes(1);
    private Duration busyDelay = Duration.ofSeconds(2);
    private Duration giveUp = Duration.ofDays(1);
    private Function<Exchange, String> subject =
            exchange -> "Message " + exchange.getMessage().getMessageId();

    /**
     * Whether {@code addMedia} has not added the media of an exchange. Otherwise it is right to fail the exchange: the broker
     * delivers its message again, and with a ledger nothing is sent then.
     */
    public static boolean isNotAdded(Exchange exchange) {
        return MediaAttempts.of(exchange).added() == null;
    }

    /**
     * Which attempt to add its media a message is at.
     *
     * @param  received the message as it was received
     * @return          1 or more; deliveries whose process died count, too, if the broker counts them
     *                  ({@code JMSXDeliveryCount})
     */
    public static int attempt(Message received) {
        return (int) (Math.max(0, number(received, FAILED_ATTEMPTS, 0))
                + Math.max(1, number(received, "JMSXDeliveryCount", 1)));
    }

    /** Decides, sets headers of the message, and logs the decision. */
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Throwable cause = MediaReport.essence(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        if (cause == null) {
            throw new IllegalStateException("nothing has failed: a MessageFiling is for onException or doCatch");
        }
        int attempt = attempt(message);
        long first = number(message, FIRST_ATTEMPT, exchange.getClock().getCreated());
        boolean isUnknown = message.getHeader(OUTCOME_UNKNOWN) != null
                || MediaAttempts.of(exchange).isUnknown()
                || cause instanceof Cielo24UnknownOutcomeException;
        message.removeHeaders("cielo24*");
        boolean mayPass = isNotAdded(exchange) && MediaFailure.mayPass(cause);
        if (mayPass && System.currentTimeMillis() - first < giveUp.toMillis()) {
            message.setHeader(FIRST_ATTEMPT, first);
            if (isUnknown) {
                message.setHeader(OUTCOME_UNKNOWN, true);
            }
            later(exchange, cause, attempt);
        } else {
            message.setHeader("cielo24Attempts", attempt);
            end(exchange, cause, isUnknown, mayPass);
        }
    }

    private void later(Exchange exchange, Throwable cause, int attempt) {
        boolean isBusy = cause instanceof Cielo24JobBusyException;
        long delay = isBusy ? busyDelay.toMillis() : delayAfter(attempt, cause);
        exchange.setProperty(OUTCOME, LATER);
        exchange.setProperty(DELAY, delay);
        // that another process is sending is no failure of this message
        exchange.getMessage().setHeader(FAILED_ATTEMPTS, isBusy ? attempt - 1 : attempt);
        LOG.atLevel(isBusy ? Level.DEBUG : Level.INFO)
                .log("{}: attempt {} failed, next in {} ms: {}", subject.apply(exchange), attempt, delay, why(cause));
    }

    private long delayAfter(int attempt, Throwable cause) {
        Duration asked = cause instanceof Cielo24Exception failure ? failure.getRetryAfter() : null;
        long delay = Math.min(backoff.toMillis() << Math.min(attempt - 1, 20), longestBackoff.toMillis());
        return asked == null ? delay : Math.max(delay, Math.min(asked.toMillis(), LONGEST_RETRY_AFTER.toMillis()));
    }

    private void end(Exchange exchange, Throwable cause, boolean isUnknown, boolean isGivenUp) {
        MediaFailure failure = MediaFailure.of(exchange, cause, isUnknown);
        // a process that died, or was stopped, may have sent what is gone, or busy, by now
        boolean mayBeAdded = isUnknown || isRedelivered(exchange) && (isGivenUp || cause.getCause() != null);
        String outcome = mayBeAdded || failure.isInDoubt() && !isGivenUp ? REVIEW : FAILED;
        String what = isGivenUp ? "given up" : failure.what();
        exchange.setProperty(OUTCOME, outcome);
        Message message = exchange.getMessage();
        message.setHeader(WHAT, what);
        message.setHeader(REASON, failure.why());
        message.setHeader("cielo24When", Instant.now().toString());
        if (failure.httpStatus() != null) {
            message.setHeader("cielo24HttpStatus", failure.httpStatus());
        }
        if (failure.errorType() != null) {
            message.setHeader("cielo24ErrorType", failure.errorType());
        }
        LOG.warn("{}: {}, {}: {}", subject.apply(exchange), outcome, what, why(cause));
    }

    private static boolean isRedelivered(Exchange exchange) {
        return exchange.isExternalRedelivered()
                || Boolean.TRUE.equals(exchange.getMessage().getHeader("JMSRedelivered"));
    }

    private static String why(Throwable cause) {
        return MediaFileFilter.printable(MediaFailure.of(cause).why());
    }

    /** Whoever sends a message can give it any header. */
    private static long number(Message message, String header, long otherwise) {
        return message.getHeader(header) instanceof Number number ? number.longValue() : otherwise;
    }

    public Duration getBackoff() {
        return backoff;
    }

    /**
     * @param  backoff                  after which time the second attempt is made, 1 second by default; before each further
     *                                  one it is doubled. A longer {@code Retry-After} of the service takes precedence, up
     *                                  to 10 minutes
     * @throws IllegalArgumentException if it is negative
     */
    public void setBackoff(Duration backoff) {
        this.backoff = notNegative("backoff", backoff);
    }

    public Duration getLongestBackoff() {
        return longestBackoff;
    }

    /**
     * @param  longestBackoff           the longest time between two attempts, 1 minute by default
     * @throws IllegalArgumentException if it is negative
     */
    public void setLongestBackoff(Duration longestBackoff) {
        this.longestBackoff = notNegative("longestBackoff", longestBackoff);
    }

    public Duration getBusyDelay() {
        return busyDelay;
    }

    /**
     * @param  busyDelay                when to look again whether another process is still sending media to the job, 2
     *                                  seconds by default
     * @throws IllegalArgumentException if it is negative
     */
    public void setBusyDelay(Duration busyDelay) {
        this.busyDelay = notNegative("busyDelay", busyDelay);
    }

    public Duration getGiveUp() {
        return giveUp;
    }

    /**
     * @param  giveUp                   for how long after its first attempt a message is tried again, 1 day by default
     * @throws IllegalArgumentException if it is negative
     */
    public void setGiveUp(Duration giveUp) {
        this.giveUp = notNegative("giveUp", giveUp);
    }

    private static Duration notNegative(String option, Duration value) {
        if (value == null || value.isNegative()) {
            throw new IllegalArgumentException(option + " must be zero or more, but is " + value);
        }
        return value;
    }

    /**
     * @param subject what an exchange is about, for the log; the id of its message by default. Must not return secrets
     */
    public void setSubject(Function<Exchange, String> subject) {
        this.subject = subject;
    }
}
