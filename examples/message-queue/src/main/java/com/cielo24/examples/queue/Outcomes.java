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
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.examples.support.Board;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Shelf;
import com.cielo24.examples.support.Text;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsBinding;
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

    // properties of the exchange: the message, what it asks for, and where it goes next
    static final String RECEIVED = "ingestReceived";
    static final String REQUEST = "ingestRequest";
    static final String QUEUE = "ingestQueue";

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

    private static final Map<String, String> WHAT_TO_DO = Map.of(
            ".failed", "Put right what the reason names, and send the message again.",
            ".review", "Check at the service whether the job has this media. If not, send the message again.");

    /**
     * The messages of a queue, for the operator's page.
     *
     * @param outcome {@code .failed} or {@code .review}; empty for messages that wait
     */
    Shelf shelf(String outcome) {
        return () -> {
            BrowsableEndpoint queue =
                    settings.context().getEndpoint("jms:queue:{{ingest.queue}}" + outcome, BrowsableEndpoint.class);
            int count = queue.getBrowseStatus(COUNTED).size();
            List<Exchange> first = count == 0 ? List.of() : queue.getExchanges(Shelf.LISTED, null);
            return new Shelf.Content(
                    count,
                    count == COUNTED,
                    first.stream().map(message -> describe(message, outcome)).toList());
        };
    }

    private static Map<String, ?> describe(Exchange exchange, String outcome) {
        Message message = exchange.getMessage(JmsMessage.class).getJmsMessage();
        Map<String, Object> entry = new HashMap<>();
        entry.put("file", "a message");
        entry.put("whatToDo", WHAT_TO_DO.get(outcome));
        try {
            entry.put("when", Instant.ofEpochMilli(message.getJMSTimestamp()).toString());
            entry.put("what", message.getStringProperty(WHAT));
            entry.put("why", message.getStringProperty(REASON));
            entry.put("file", MediaRequest.of(message).toString());
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
        Map<String, Object> headers = new HashMap<>();
        headers.put("jobId", outcome.remove("job"));
        headers.put("taskId", outcome.remove("task"));
        boolean isBefore = outcome.putIfAbsent("addedBefore", false) != null;
        outcome.remove("attempts");
        outcome.put("attempt", attempt(received(exchange)));
        outcome.put("correlationId", request.correlationId());
        outcome.putAll(headers);
        LOG.info("{}: {}, task {}", request, isBefore ? "was added before" : "added", headers.get("taskId"));

        headers.put("JMSCorrelationID", request.correlationId());
        exchange.getMessage().setHeaders(headers);
        exchange.getMessage()
                .setBody(MediaRequest.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(outcome));
        exchange.setProperty(QUEUE, ".added");
    }

    /** After a failed attempt: the message is sent back if it may succeed later; otherwise it ends. */
    void notAdded(Exchange exchange) throws JMSException {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Message message = received(exchange);
        long first = message.getObjectProperty(FIRST_ATTEMPT) instanceof Long time
                ? time
                : exchange.getClock().getCreated();
        boolean isUnknown = message.propertyExists(OUTCOME_UNKNOWN) || cause instanceof Cielo24UnknownOutcomeException;
        if (MediaFailure.mayPass(cause) && System.currentTimeMillis() - first < milliseconds("ingest.give-up")) {
            sendBack(exchange, cause, first, isUnknown);
        } else {
            end(exchange, cause, isUnknown);
        }
    }

    private void sendBack(Exchange exchange, Exception cause, long first, boolean isUnknown) throws JMSException {
        int attempt = attempt(received(exchange));
        boolean isBusy = cause instanceof Cielo24JobBusyException;
        long wait = isBusy ? milliseconds("ingest.busy") : waitAfter(attempt, cause);
        Map<String, Object> properties = new HashMap<>();
        properties.put(FAILED_ATTEMPTS, isBusy ? attempt - 1 : attempt);
        properties.put(FIRST_ATTEMPT, first);
        properties.put(OUTCOME_UNKNOWN, isUnknown ? true : null);
        forward(exchange, "later", wait, properties);
        String why = Text.shown(MediaFailure.of(cause).why());
        LOG.atLevel(isBusy ? Level.DEBUG : Level.INFO)
                .log("{}: attempt {} failed, next in {} ms: {}", exchange.getProperty(REQUEST), attempt, wait, why);
    }

    private long waitAfter(int attempt, Exception cause) {
        Duration asked = cause instanceof Cielo24Exception failure ? failure.getRetryAfter() : null;
        long wait = Math.min(
                milliseconds("ingest.backoff") << Math.min(attempt - 1, 20), milliseconds("ingest.backoff.max"));
        return asked == null ? wait : Math.max(wait, Math.min(asked.toMillis(), LONGEST_RETRY_AFTER));
    }

    private void end(Exchange exchange, Exception cause, boolean isUnknown) throws JMSException {
        MediaFailure failure = MediaFailure.of(cause);
        boolean isGivenUp = MediaFailure.mayPass(cause);
        boolean isRefused = cause instanceof Cielo24ServiceException && !isGivenUp && !isUnknown;
        // a worker that died, or was stopped, may have sent what is gone, or busy, by now
        boolean mayHaveBeenSent =
                isUnknown || received(exchange).getJMSRedelivered() && (isGivenUp || cause.getCause() != null);
        boolean isCertain = isRefused || !mayHaveBeenSent && (isGivenUp || !failure.isInDoubt());
        String where = isCertain ? "failed" : "review";
        Map<String, Object> properties = new HashMap<>();
        properties.put(WHAT, isGivenUp ? "given up" : failure.what());
        properties.put(REASON, failure.why());
        properties.put("cielo24HttpStatus", failure.httpStatus());
        properties.put("cielo24ErrorType", failure.errorType());
        properties.put("cielo24Attempts", attempt(received(exchange)));
        properties.put("cielo24When", Instant.now().toString());
        forward(exchange, where, -1, properties);
        LOG.warn("{}: {}, {}: {}", subject(exchange), where, properties.get(WHAT), Text.shown(failure.why()));
    }

    /**
     * Sends on the message that was received, with other properties of this program. Names that JMS does not allow, as
     * AMQP and STOMP have them, are written as camel-jms does.
     */
    private static void forward(Exchange exchange, String outcome, long delay, Map<String, Object> properties)
            throws JMSException {
        Board.ended(exchange, outcome, MediaReport.of(exchange));
        JmsMessage received = exchange.getProperty(RECEIVED, JmsMessage.class);
        Map<String, Object> headers = received.getHeaders();
        headers.keySet().removeIf(name -> name.startsWith("cielo24"));
        headers.replaceAll((name, value) -> value instanceof UUID ? value.toString() : value);
        headers.putAll(properties);
        headers.values().removeIf(Objects::isNull);
        MediaRequest request = exchange.getProperty(REQUEST, MediaRequest.class);
        if (request != null && request.isCorrelated()) {
            headers.put("JMSCorrelationID", request.correlationId());
        }
        // what was received is read-only up to here
        received.getJmsMessage().clearProperties();
        new JmsBinding().appendJmsProperties(received.getJmsMessage(), exchange, received);
        exchange.setMessage(received);
        exchange.setProperty(QUEUE, outcome.equals("later") ? "" : "." + outcome);
        exchange.setProperty("ingestDelay", delay);
        exchange.setProperty("ingestPriority", received.getJmsMessage().getJMSPriority());
    }

    /** What a message asks for, for the log. */
    static String subject(Exchange exchange) {
        return exchange.getProperty(REQUEST, "A message", Object.class).toString();
    }

    private long milliseconds(String key) {
        return settings.duration(key).toMillis();
    }

    /** Counts failed attempts, and deliveries whose worker died: the broker counts these. */
    private static int attempt(Message message) throws JMSException {
        int failed = message.getObjectProperty(FAILED_ATTEMPTS) instanceof Integer count ? Math.max(0, count) : 0;
        return failed + Math.max(1, message.getIntProperty("JMSXDeliveryCount"));
    }

    private static Message received(Exchange exchange) {
        return exchange.getProperty(RECEIVED, JmsMessage.class).getJmsMessage();
    }
}
