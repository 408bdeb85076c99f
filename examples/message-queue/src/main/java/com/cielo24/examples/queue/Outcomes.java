package com.cielo24.examples.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.cielo24.camel.MediaFailure;
import com.cielo24.camel.MediaReport;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.examples.support.Board;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Shelf;
import com.cielo24.examples.support.Text;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.jms.JMSException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.spi.BrowsableEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What becomes of a message after an attempt: the outcome of media that was added, or the message itself, which is sent
 * back for another attempt, or to those that a person must look at.
 */
record Outcomes(Settings settings) {

    // properties of the exchange: the message, what it asks for, and where it ends
    static final String RECEIVED = "ingestReceived";
    static final String REQUEST = "ingestRequest";
    static final String OUTCOME = "ingestOutcome";

    // properties of a message that was sent back, so that any worker knows of its attempts
    static final String FAILED_ATTEMPTS = "cielo24FailedAttempts";
    static final String FIRST_ATTEMPT = "cielo24FirstAttempt";
    static final String OUTCOME_UNKNOWN = "cielo24OutcomeUnknown";

    // properties of a message that was not added
    static final String WHAT = "cielo24What";
    static final String REASON = "cielo24Reason";

    /** How many messages the page counts at most: the broker sends each of them. */
    private static final int COUNTED = 1_000;

    private static final long LONGEST_RETRY_AFTER = 600_000;
    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

    /** The messages of a queue, for the operator's page: {@code .failed}, {@code .review}, or empty for those that wait. */
    Shelf shelf(String outcome, String whatToDo) {
        return () -> {
            BrowsableEndpoint queue =
                    settings.context().getEndpoint("jms:queue:{{ingest.queue}}" + outcome, BrowsableEndpoint.class);
            int count = queue.getBrowseStatus(COUNTED).size();
            List<Exchange> first = queue.getExchanges(Shelf.LISTED, null);
            return new Shelf.Content(
                    count,
                    count == COUNTED,
                    first.stream().map(message -> describe(message, whatToDo)).toList());
        };
    }

    private static Map<String, Object> describe(Exchange exchange, String whatToDo) {
        JmsMessage message = exchange.getMessage(JmsMessage.class);
        Map<String, Object> entry = new HashMap<>();
        entry.put("file", "a message");
        entry.put("what", message.getHeader(WHAT));
        entry.put("why", message.getHeader(REASON));
        entry.put("whatToDo", whatToDo);
        entry.put("when", Instant.ofEpochMilli(message.getMessageTimestamp()).toString());
        try {
            entry.put("file", MediaRequest.of(message.getJmsMessage()).toString());
        } catch (JMSException | Cielo24InvalidRequestException e) {
            // it is described as far as it can be read
        }
        return entry;
    }

    /** The service has the media. */
    void added(Exchange exchange) throws JMSException, JsonProcessingException {
        MediaRequest request = exchange.getProperty(REQUEST, MediaRequest.class);
        Map<String, Object> outcome = MediaReport.of(exchange);
        Board.ended(exchange, "done", outcome);
        boolean isBefore = outcome.putIfAbsent("addedBefore", false) != null;
        outcome.remove("attempts");
        outcome.put("attempt", attempt(exchange));
        outcome.put("correlationId", request.correlationId());
        outcome.put("jobId", outcome.remove("job"));
        outcome.put("taskId", outcome.remove("task"));
        outcome.values().removeIf(Objects::isNull);
        LOG.info("{}: {}, task {}", request, isBefore ? "was added before" : "added", outcome.get("taskId"));

        Message message = exchange.getMessage();
        message.setHeader("jobId", outcome.get("jobId"));
        message.setHeader("taskId", outcome.get("taskId"));
        message.setHeader("JMSCorrelationID", request.correlationId());
        message.setBody(MediaRequest.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(outcome));
        exchange.setProperty(OUTCOME, "added");
    }

    /** Whether a further attempt may succeed, by any worker. */
    boolean mayBeAddedLater(Exchange exchange) {
        return exchange.getProperty(OUTCOME) == null
                && MediaFailure.mayPass(cause(exchange))
                && System.currentTimeMillis() - firstAttempt(exchange) < milliseconds("ingest.give-up");
    }

    /** The message is sent back. */
    void later(Exchange exchange) throws JMSException {
        Exception cause = cause(exchange);
        int attempt = attempt(exchange);
        boolean isBusy = cause instanceof Cielo24JobBusyException;
        long wait = isBusy ? milliseconds("ingest.busy") : waitAfter(attempt, cause);
        Map<String, Object> properties = new HashMap<>();
        properties.put(FAILED_ATTEMPTS, isBusy ? attempt - 1 : attempt);
        properties.put(FIRST_ATTEMPT, firstAttempt(exchange));
        properties.put(OUTCOME_UNKNOWN, isUnknown(exchange) ? true : null);
        sendOn(exchange, "later", properties);
        exchange.setProperty("ingestDelay", wait);
        String why = Text.shown(MediaFailure.of(cause).why());
        LOG.atLevel(isBusy ? Level.DEBUG : Level.INFO)
                .log("{}: attempt {} failed, next in {} ms: {}", subject(exchange), attempt, wait, why);
    }

    private long waitAfter(int attempt, Exception cause) {
        Duration asked = cause instanceof Cielo24Exception failure ? failure.getRetryAfter() : null;
        long wait = milliseconds("ingest.backoff") << Math.min(attempt - 1, 20);
        return Math.max(
                Math.min(wait, milliseconds("ingest.backoff.max")),
                asked == null ? 0 : Math.min(asked.toMillis(), LONGEST_RETRY_AFTER));
    }

    /** The message ends, for a person to look at. */
    void notAdded(Exchange exchange) throws JMSException {
        Exception cause = cause(exchange);
        MediaFailure failure = MediaFailure.of(cause);
        boolean isGivenUp = MediaFailure.mayPass(cause);
        // a worker that died, or was stopped, may have sent what is gone, or busy, by now
        boolean mayHaveBeenSent = isUnknown(exchange)
                || received(exchange).getJmsMessage().getJMSRedelivered() && (isGivenUp || cause.getCause() != null);
        String outcome = mayHaveBeenSent || failure.isInDoubt() && !isGivenUp ? "review" : "failed";
        Map<String, Object> properties = new HashMap<>();
        properties.put(WHAT, isGivenUp ? "given up" : failure.what());
        properties.put(REASON, failure.why());
        properties.put("cielo24HttpStatus", failure.httpStatus());
        properties.put("cielo24ErrorType", failure.errorType());
        properties.put("cielo24Attempts", attempt(exchange));
        properties.put("cielo24When", Instant.now().toString());
        sendOn(exchange, outcome, properties);
        LOG.warn("{}: {}, {}: {}", subject(exchange), outcome, properties.get(WHAT), Text.shown(failure.why()));
    }

    /** Goes on with the message that was received, with other properties of this program. */
    private static void sendOn(Exchange exchange, String outcome, Map<String, Object> properties) throws JMSException {
        Board.ended(exchange, outcome, MediaReport.of(exchange));
        JmsMessage received = received(exchange);
        received.removeHeaders("cielo24*");
        received.getHeaders().replaceAll((name, value) -> value instanceof UUID ? value.toString() : value);
        received.getHeaders().putAll(properties);
        MediaRequest request = exchange.getProperty(REQUEST, MediaRequest.class);
        if (request != null && request.isCorrelated()) {
            received.setHeader("JMSCorrelationID", request.correlationId());
        }
        // they are read-only until then; camel-jms makes them of the headers
        received.getJmsMessage().clearProperties();
        exchange.setMessage(received);
        exchange.setProperty(OUTCOME, outcome);
    }

    /** What a message asks for, for the log. */
    static String subject(Exchange exchange) {
        return exchange.getProperty(REQUEST, "A message", Object.class).toString();
    }

    private long milliseconds(String key) {
        return settings.duration(key).toMillis();
    }

    private static Exception cause(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    private static JmsMessage received(Exchange exchange) {
        return exchange.getProperty(RECEIVED, JmsMessage.class);
    }

    /** Counts failed attempts, and deliveries whose worker died: the broker counts these. */
    private static int attempt(Exchange exchange) throws JMSException {
        jakarta.jms.Message message = received(exchange).getJmsMessage();
        int failed = message.getObjectProperty(FAILED_ATTEMPTS) instanceof Integer count ? Math.max(0, count) : 0;
        return failed + Math.max(1, message.getIntProperty("JMSXDeliveryCount"));
    }

    private static long firstAttempt(Exchange exchange) {
        Object first = received(exchange).getHeader(FIRST_ATTEMPT);
        return first instanceof Long time ? time : exchange.getClock().getCreated();
    }

    private static boolean isUnknown(Exchange exchange) {
        return received(exchange).getHeader(OUTCOME_UNKNOWN) != null
                || cause(exchange) instanceof Cielo24UnknownOutcomeException;
    }
}
