package com.cielo24.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Decides what becomes of a message whose media was not added, or whose job was not ordered, for routes that take messages of a
 * queue in transactions:
 * {@code onException(Exception.class).onWhen(MessageFiling::isIncomplete).handled(true).useOriginalMessage().process(filing)}.
 * What it decides is in the exchange property {@value #OUTCOME}:
 * <ul>
 * <li>{@value #LATER}: another attempt may succeed. The message is to be sent back to its queue, with the delay of the
 * property {@value #DELAY}, so that it does not occupy a consumer
 * <li>{@value #FAILED}: the job does not have the media from this message, and nothing more is tried
 * <li>{@value #REVIEW}: a person must look, as that is not certain, or as the job has the media and its order failed
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

    private static final String HTTP_STATUS = "cielo24HttpStatus";
    private static final String ERROR_TYPE = "cielo24ErrorType";
    private static final String ATTEMPTS = "cielo24Attempts";
    private static final String WHEN = "cielo24When";

    // of a message that was sent back
    private static final String FAILED_ATTEMPTS = "cielo24FailedAttempts";
    private static final String FIRST_ATTEMPT = "cielo24FirstAttempt";
    private static final String OUTCOME_UNKNOWN = "cielo24OutcomeUnknown";
    private static final String REDELIVERED = "cielo24Redelivered";

    private static final List<String> HEADERS = List.of(
            WHAT,
            REASON,
            HTTP_STATUS,
            ERROR_TYPE,
            ATTEMPTS,
            WHEN,
            FAILED_ATTEMPTS,
            FIRST_ATTEMPT,
            OUTCOME_UNKNOWN,
            REDELIVERED,
            // by which Artemis would drop a message that is sent again
            "_AMQ_DUPL_ID");

    private static final int MOST_ATTEMPTS = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(MessageFiling.class);

    private Duration backoff = Duration.ofSeconds(1);
    private Duration longestBackoff = Duration.ofMinutes(1);
    private Duration busyDelay = Duration.ofSeconds(2);
    private Duration giveUp = Duration.ofDays(1);
    private Function<Exchange, String> subject =
            exchange -> "Message " + exchange.getMessage().getMessageId();

    /**
     * Whether the service does not have what an exchange was to send: the media, or the order of its job. If it has, and a later
     * step failed, it is right to fail the exchange: the broker delivers its message again, and with a ledger nothing is sent
     * then.
     */
    public static boolean isIncomplete(Exchange exchange) {
        return MediaAttempts.of(exchange).isIncomplete();
    }

    /**
     * Which attempt to add its media a message is at.
     *
     * @param  received the message as it was received
     * @return          1 or more; deliveries whose process died count, too, if the broker counts them
     *                  ({@code JMSXDeliveryCount})
     */
    public static int attempt(Message received) {
        return (int) (number(received, FAILED_ATTEMPTS, 0, 0, MOST_ATTEMPTS)
                + number(received, "JMSXDeliveryCount", 1, 1, MOST_ATTEMPTS));
    }

    /**
     * Decides, sets headers of the message, and logs the decision.
     *
     * @throws IllegalStateException if nothing has failed
     */
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Throwable cause = MediaReport.essence(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        if (cause == null) {
            throw new IllegalStateException("nothing has failed: a MessageFiling is for onException");
        }
        MediaAttempts attempts = MediaAttempts.of(exchange);
        int attempt = attempt(message);
        long created = exchange.getClock().getCreated();
        long first = number(message, FIRST_ATTEMPT, created, 0, created);
        boolean isUnknown = message.getHeader(OUTCOME_UNKNOWN) != null
                || attempts.isUnknown()
                || cause instanceof Cielo24UnknownOutcomeException;
        boolean isRedelivered = message.getHeader(REDELIVERED) != null
                || exchange.isExternalRedelivered()
                || Boolean.TRUE.equals(message.getHeader("JMSRedelivered"));
        HEADERS.forEach(message::removeHeader);
        boolean hasLedger = attempts.key() != null;
        boolean mayPass =
                attempts.isIncomplete() && (attempts.added() == null || hasLedger) && MediaFailure.mayPass(cause);
        if (mayPass && System.currentTimeMillis() - first < giveUp.toMillis()) {
            message.setHeader(FIRST_ATTEMPT, first);
            if (isUnknown) {
                message.setHeader(OUTCOME_UNKNOWN, true);
            }
            if (isRedelivered) {
                message.setHeader(REDELIVERED, true);
            }
            later(exchange, cause, attempt);
        } else {
            // a process that died, or was stopped, may have sent what is gone, busy, or refused by now
            boolean mayBeAdded = isUnknown
                    || isRedelivered
                            && (mayPass
                                    || cause.getCause() != null
                                    || cause instanceof Cielo24ServiceException && !hasLedger);
            message.setHeader(ATTEMPTS, attempt);
            end(exchange, cause, mayBeAdded, mayPass);
        }
    }

    private void later(Exchange exchange, Throwable cause, int attempt) {
        boolean isBusy = cause instanceof Cielo24JobBusyException;
        long delay = isBusy ? busyDelay.toMillis() : delayAfter(attempt, cause);
        exchange.setProperty(OUTCOME, LATER);
        exchange.setProperty(DELAY, delay);
        // that another process is sending is no failure of this message
        exchange.getMessage().setHeader(FAILED_ATTEMPTS, isBusy ? attempt - 1 : attempt);
        String why = MediaFileFilter.printable(MediaFailure.of(cause).why());
        LOG.atLevel(isBusy ? Level.DEBUG : Level.INFO)
                .log("{}: attempt {} failed, next in {} ms: {}", subject.apply(exchange), attempt, delay, why);
    }

    private long delayAfter(int attempt, Throwable cause) {
        Duration asked = cause instanceof Cielo24Exception failure ? failure.getRetryAfter() : null;
        long delay = Math.min(backoff.toMillis() << Math.min(attempt - 1, 20), longestBackoff.toMillis());
        return asked == null ? delay : Math.max(delay, Math.min(asked.toMillis(), LONGEST_RETRY_AFTER.toMillis()));
    }

    private void end(Exchange exchange, Throwable cause, boolean mayBeAdded, boolean isGivenUp) {
        MediaFailure failure = MediaFailure.of(exchange, cause, mayBeAdded);
        boolean isAdded = MediaAttempts.of(exchange).added() != null;
        String outcome = mayBeAdded || isAdded || failure.isInDoubt() && !isGivenUp ? REVIEW : FAILED;
        String what = isGivenUp ? "given up" : failure.what();
        exchange.setProperty(OUTCOME, outcome);
        String why = MediaFileFilter.printable(failure.why());
        Message message = exchange.getMessage();
        message.setHeader(WHAT, what);
        message.setHeader(REASON, why);
        message.setHeader(WHEN, Instant.now().toString());
        if (failure.httpStatus() != null) {
            message.setHeader(HTTP_STATUS, failure.httpStatus());
        }
        if (failure.errorType() != null) {
            message.setHeader(ERROR_TYPE, failure.errorType());
        }
        LOG.warn("{}: {}, {}: {}", subject.apply(exchange), outcome, what, why);
    }

    /** Whoever sends a message can give it any header; and some brokers make text of numbers. */
    private static long number(Message message, String header, long otherwise, long least, long most) {
        Object value = message.getHeader(header);
        long number = value instanceof Number any
                ? any.longValue()
                : value instanceof String text && text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
        return Math.max(least, Math.min(number, most));
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
        return value.compareTo(LONGEST) < 0 ? value : LONGEST;
    }

    /**
     * @param subject what an exchange is about, for the log; the id of its message by default. Must not return secrets
     */
    public void setSubject(Function<Exchange, String> subject) {
        this.subject = Objects.requireNonNull(subject, "subject");
    }
}
