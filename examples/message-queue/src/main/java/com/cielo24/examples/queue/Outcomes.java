package com.cielo24.examples.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.camel.MediaReport;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.examples.support.Board;
import com.cielo24.examples.support.Failure;
import com.cielo24.examples.support.Json;
import com.cielo24.examples.support.Settings;
import com.cielo24.examples.support.Text;
import com.cielo24.ledger.LedgerException;
import com.cielo24.ledger.MediaLedger;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsBinding;
import org.apache.camel.component.jms.JmsMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What becomes of a message after an attempt: the outcome of media that was added, or the message itself, which is sent
 * back for another attempt, or to those that a person must look at.
 */
record Outcomes(Settings settings) {

    /** Properties of the exchange: the message, what it asks for, and where it goes next. */
    static final String RECEIVED = "ingestReceived";

    static final String REQUEST = "ingestRequest";
    static final String QUEUE = "ingestQueue";

    /** Properties of a message that was sent back, so that any worker knows of its attempts. */
    static final String FAILED_ATTEMPTS = "cielo24FailedAttempts";

    static final String FIRST_ATTEMPT = "cielo24FirstAttempt";
    static final String OUTCOME_UNKNOWN = "cielo24OutcomeUnknown";

    private static final long LONGEST_RETRY_AFTER = 600_000;
    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

    /** The service has the media. */
    void added(Exchange exchange) throws JMSException {
        MediaRequest request = exchange.getProperty(REQUEST, MediaRequest.class);
        Map<String, Object> result = exchange.getMessage().getHeaders();
        boolean isBefore = result.containsKey(Cielo24Constants.ADDED_BEFORE);
        Instant ended = Instant.now();
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("jobId", result.get(Cielo24Constants.JOB_ID));
        outcome.put("taskId", exchange.getMessage().getBody());
        outcome.put("mode", request.mediaUrl() != null ? "url" : "upload");
        outcome.put("file", request.file());
        outcome.put("bytes", result.get(Cielo24Constants.BYTES_SENT));
        outcome.put("sha256", result.get(Cielo24Constants.SHA256));
        outcome.put("started", Instant.ofEpochMilli(exchange.getCreated()).toString());
        outcome.put("ended", ended.toString());
        outcome.put("milliseconds", ended.toEpochMilli() - exchange.getCreated());
        outcome.put("attempt", attempt(received(exchange)));
        outcome.put("addedBefore", isBefore);
        outcome.put("correlationId", request.correlationId());
        LOG.info("{}: {}, task {}", request, isBefore ? "was added before" : "added", outcome.get("taskId"));

        Board.ended(exchange, "done", MediaReport.of(exchange));
        result.clear();
        result.put("jobId", outcome.get("jobId"));
        result.put("taskId", outcome.get("taskId"));
        result.put("JMSCorrelationID", request.correlationId());
        exchange.getMessage().setBody(new String(Json.bytes(outcome), StandardCharsets.UTF_8));
        exchange.setProperty(QUEUE, ".added");
    }

    /** After a failed attempt: the message is sent back if it may succeed later; otherwise it ends. */
    void notAdded(Exchange exchange) throws JMSException, LedgerException {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Message message = received(exchange);
        long first = message.getObjectProperty(FIRST_ATTEMPT) instanceof Long time ? time : exchange.getCreated();
        boolean isUnknown = message.propertyExists(OUTCOME_UNKNOWN) || cause instanceof Cielo24UnknownOutcomeException;
        if (Failure.mayPass(cause) && System.currentTimeMillis() - first < milliseconds("ingest.give-up")) {
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
        Board.ended(exchange, "later", MediaReport.of(exchange));
        forward(exchange, "", wait, properties);
        String why = Text.shown(Failure.of(cause).why());
        LOG.atLevel(isBusy ? Level.DEBUG : Level.INFO)
                .log("{}: attempt {} failed, next in {} ms: {}", exchange.getProperty(REQUEST), attempt, wait, why);
    }

    private long waitAfter(int attempt, Exception cause) {
        Duration asked = cause instanceof Cielo24Exception failure ? failure.getRetryAfter() : null;
        long wait = Math.min(
                milliseconds("ingest.backoff") << Math.min(attempt - 1, 20), milliseconds("ingest.backoff.max"));
        return asked == null || asked.toMillis() < wait ? wait : Math.min(asked.toMillis(), LONGEST_RETRY_AFTER);
    }

    private void end(Exchange exchange, Exception cause, boolean isUnknown) throws JMSException, LedgerException {
        Failure failure = Failure.of(cause);
        boolean isGivenUp = Failure.mayPass(cause);
        boolean isSentBefore = isUnknown || (isGivenUp || cause.getCause() != null) && mayHaveBeenSent(exchange);
        boolean isRefused = cause instanceof Cielo24ServiceException && !isGivenUp;
        boolean isCertain = isRefused || !isSentBefore && (isGivenUp || !failure.isInDoubt());
        Map<String, Object> properties = new HashMap<>();
        properties.put("cielo24What", isGivenUp ? "given up" : failure.what());
        properties.put("cielo24Reason", failure.why());
        properties.put("cielo24HttpStatus", failure.httpStatus());
        properties.put("cielo24ErrorType", failure.errorType());
        properties.put("cielo24Attempts", attempt(received(exchange)));
        properties.put("cielo24When", Instant.now().toString());
        String where = isCertain ? "failed" : "review";
        Board.ended(exchange, where, MediaReport.of(exchange));
        forward(exchange, "." + where, -1, properties);
        Object request = exchange.getProperty(REQUEST, "A message", Object.class);
        LOG.warn("{}: {}, {}: {}", request, where, properties.get("cielo24What"), Text.shown(failure.why()));
    }

    /** A worker that died may have sent what is gone, or busy, by now: the ledger knows. */
    private static boolean mayHaveBeenSent(Exchange exchange) throws JMSException, LedgerException {
        MediaRequest request = exchange.getProperty(REQUEST, MediaRequest.class);
        if (request == null || received(exchange).getIntProperty("JMSXDeliveryCount") < 2) {
            return false;
        }
        MediaLedger ledger = exchange.getContext().getRegistry().lookupByNameAndType("ledger", MediaLedger.class);
        if (request.jobId() == null || !(ledger.claim(request.jobId(), "") instanceof MediaLedger.Claim claim)) {
            return true;
        }
        if (claim.earlier() == MediaLedger.Earlier.NONE) {
            return !ledger.release(claim);
        }
        ledger.unknown(claim);
        return true;
    }

    /**
     * Sends on the message that was received, with other properties of this program. Names that JMS does not allow, as
     * AMQP and STOMP have them, are written as camel-jms does. The broker sets its own properties; it would reject a
     * message with the duplicate id of another one.
     */
    private static void forward(Exchange exchange, String to, long delay, Map<String, Object> properties)
            throws JMSException {
        JmsMessage received = exchange.getProperty(RECEIVED, JmsMessage.class);
        Message message = received.getJmsMessage();
        Map<String, Object> headers = received.getHeaders();
        headers.keySet().removeIf(name -> name.startsWith("_AMQ") || name.startsWith("cielo24"));
        headers.replaceAll((name, value) -> value instanceof UUID ? value.toString() : value);
        headers.putAll(properties);
        headers.values().removeIf(Objects::isNull);
        MediaRequest request = exchange.getProperty(REQUEST, MediaRequest.class);
        if (request != null && request.isCorrelated()) {
            headers.put("JMSCorrelationID", request.correlationId());
        }
        // what was received is read-only up to here
        message.clearProperties();
        new JmsBinding().appendJmsProperties(message, exchange, received);
        exchange.setMessage(received);
        exchange.setProperty(QUEUE, to);
        exchange.setProperty("ingestDelay", delay);
        exchange.setProperty("ingestPriority", message.getJMSPriority());
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
