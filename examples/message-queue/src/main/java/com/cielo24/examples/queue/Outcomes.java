package com.cielo24.examples.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.examples.support.Amount;
import com.cielo24.examples.support.Failure;
import com.cielo24.examples.support.Json;
import com.cielo24.examples.support.Settings;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.DefaultJmsKeyFormatStrategy;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a message after an attempt: the outcome of media that was added, or the message itself, which is sent
 * back for another attempt, or to those that a person must look at.
 */
final class Outcomes {

    /** Properties of the exchange: the message, what it asks for, and where it goes next. */
    static final String RECEIVED = "ingestReceived";

    static final String REQUEST = "ingestRequest";
    static final String QUEUE = "ingestQueue";
    private static final String DELAY = "ingestDelay";
    private static final String PRIORITY = "ingestPriority";

    /** Properties of a message that was sent back, so that any worker knows of its attempts. */
    static final String FAILED_ATTEMPTS = "cielo24FailedAttempts";

    static final String FIRST_ATTEMPT = "cielo24FirstAttempt";
    static final String OUTCOME_UNKNOWN = "cielo24OutcomeUnknown";

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(10);

    /** Of a reason, which may contain text of the message, in characters. */
    private static final int LONGEST_REASON = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

    private final String queue;
    private final Duration backoff;
    private final Duration longestBackoff;
    private final Duration busy;
    private final Duration giveUp;

    Outcomes(Settings settings) {
        queue = settings.text("ingest.queue");
        backoff = settings.duration("ingest.backoff");
        longestBackoff = settings.duration("ingest.backoff.max");
        busy = settings.duration("ingest.busy");
        giveUp = settings.duration("ingest.give-up");
    }

    /** The service has the media. */
    void added(Exchange exchange) throws JMSException {
        MediaRequest request = exchange.getProperty(REQUEST, MediaRequest.class);
        org.apache.camel.Message result = exchange.getMessage();
        boolean before = result.getHeader(Cielo24Constants.ADDED_BEFORE, false, Boolean.class);
        Long bytes = result.getHeader(Cielo24Constants.BYTES_SENT, Long.class);
        Instant started = Instant.ofEpochMilli(exchange.getCreated());
        Instant ended = Instant.now();
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("jobId", result.getHeader(Cielo24Constants.JOB_ID));
        outcome.put("taskId", result.getBody());
        outcome.put("mode", request.mediaUrl() != null ? "url" : "upload");
        outcome.put("file", request.file());
        outcome.put("bytes", bytes);
        outcome.put("sha256", result.getHeader(Cielo24Constants.SHA256));
        outcome.put("started", started.toString());
        outcome.put("ended", ended.toString());
        outcome.put("milliseconds", Duration.between(started, ended).toMillis());
        outcome.put("attempt", attempt(received(exchange)));
        outcome.put("addedBefore", before);
        outcome.put("correlationId", request.correlationId());
        LOG.info(
                "{}: {}, task {}{}",
                shown(request),
                before ? "was added before" : "added",
                outcome.get("taskId"),
                bytes == null ? "" : ", " + Amount.bytes(bytes));

        org.apache.camel.Message message = new DefaultMessage(exchange);
        message.setBody(new String(Json.bytes(outcome), StandardCharsets.UTF_8));
        message.setHeader("jobId", outcome.get("jobId"));
        message.setHeader("taskId", outcome.get("taskId"));
        message.setHeader("JMSCorrelationID", request.correlationId());
        exchange.setMessage(message);
        exchange.setProperty(QUEUE, queue + ".added");
    }

    /** The service does not have the media, or nobody knows. */
    void notAdded(Exchange exchange) throws JMSException {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Message message = received(exchange);
        Instant first = message.getObjectProperty(FIRST_ATTEMPT) instanceof Long time
                ? Instant.ofEpochMilli(time)
                : Instant.ofEpochMilli(exchange.getCreated());
        boolean isUnknown = message.propertyExists(OUTCOME_UNKNOWN) || cause instanceof Cielo24UnknownOutcomeException;
        if (mayPass(cause) && first.plus(giveUp).isAfter(Instant.now())) {
            sendBack(exchange, cause, first, isUnknown);
        } else {
            // a worker that died may have sent it
            end(exchange, cause, isUnknown || deliveries(message) > 1 && request(exchange) != null);
        }
        exchange.setMessage(exchange.getProperty(RECEIVED, JmsMessage.class));
        exchange.setProperty(PRIORITY, message.getJMSPriority());
    }

    private static boolean mayPass(Exception cause) {
        return cause instanceof Cielo24Exception failure
                ? failure.isRetryable() || failure.isOutage()
                : cause instanceof IOException;
    }

    private void sendBack(Exchange exchange, Exception cause, Instant first, boolean isUnknown) throws JMSException {
        Message message = received(exchange);
        boolean isBusy = cause instanceof Cielo24JobBusyException;
        int attempt = attempt(message);
        Duration wait = isBusy ? busy : waitAfter(attempt, cause);
        Map<String, Object> properties = new HashMap<>();
        properties.put(FAILED_ATTEMPTS, isBusy ? attempt - 1 : attempt);
        properties.put(FIRST_ATTEMPT, first.toEpochMilli());
        properties.put(OUTCOME_UNKNOWN, isUnknown ? true : null);
        setProperties(message, properties);
        exchange.setProperty(QUEUE, queue);
        exchange.setProperty(DELAY, wait.toMillis());
        LOG.atLevel(isBusy ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.INFO)
                .log(
                        "{}: attempt {} failed, next in {}: {}",
                        shown(request(exchange)),
                        attempt,
                        Amount.seconds(wait),
                        shown(Failure.of(cause).why()));
    }

    private Duration waitAfter(int attempt, Exception cause) {
        Duration wait = backoff.multipliedBy(1L << Math.min(attempt - 1, 30));
        wait = wait.compareTo(longestBackoff) < 0 ? wait : longestBackoff;
        Duration asked = cause instanceof Cielo24Exception failure ? failure.getRetryAfter() : null;
        if (asked != null && asked.compareTo(wait) > 0) {
            // whole seconds: each delay is an endpoint
            wait = Duration.ofSeconds(asked.plusMillis(999).toSeconds());
        }
        return wait.compareTo(LONGEST_RETRY_AFTER) < 0 ? wait : LONGEST_RETRY_AFTER;
    }

    private void end(Exchange exchange, Exception cause, boolean isUnknown) throws JMSException {
        Message message = received(exchange);
        MediaRequest request = request(exchange);
        Failure failure = Failure.of(cause);
        boolean isRefused = cause instanceof Cielo24ServiceException && !mayPass(cause);
        boolean isReview = isUnknown && !isRefused || failure.isInDoubt() && !mayPass(cause);
        String what = mayPass(cause) ? "given up after " + Amount.seconds(giveUp) : failure.what();
        String reason = failure.why().length() > LONGEST_REASON
                ? failure.why().substring(0, LONGEST_REASON) + "..."
                : failure.why();
        Map<String, Object> properties = new HashMap<>();
        properties.put("cielo24What", what);
        properties.put("cielo24Reason", reason);
        properties.put("cielo24HttpStatus", failure.httpStatus());
        properties.put("cielo24ErrorType", failure.errorType());
        properties.put("cielo24Attempts", attempt(message));
        properties.put("cielo24When", Instant.now().toString());
        properties.put(FAILED_ATTEMPTS, null);
        properties.put(FIRST_ATTEMPT, null);
        properties.put(OUTCOME_UNKNOWN, null);
        String correlationId = request != null ? request.correlationId() : MediaRequest.correlationId(message);
        setProperties(message, properties);
        if (correlationId != null) {
            message.setJMSCorrelationID(correlationId);
        }
        exchange.setProperty(QUEUE, queue + (isReview ? ".review" : ".failed"));
        exchange.setProperty(DELAY, -1);
        LOG.warn("{}: {}, {}: {}", shown(request), isReview ? "review" : "failed", what, shown(reason));
    }

    /**
     * Adds properties to the message that was received, and removes those that are {@code null}. Names that JMS does not
     * allow, as AMQP and STOMP have them, are written as camel-jms writes them. The broker's own are set by the broker;
     * it would reject a message with the duplicate id of another one.
     */
    private static void setProperties(Message message, Map<String, Object> properties) throws JMSException {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Object each : Collections.list(message.getPropertyNames())) {
            String name = each.toString();
            if (!name.startsWith("_AMQ") && (!name.startsWith("JMSX") || name.startsWith("JMSXGroup"))) {
                all.put(new DefaultJmsKeyFormatStrategy().encodeKey(name), message.getObjectProperty(name));
            }
        }
        all.putAll(properties);
        // what was received is read-only up to here
        message.clearProperties();
        all.forEach((name, value) -> {
            try {
                if (value != null) {
                    boolean isOfJms = value instanceof String || value instanceof Number || value instanceof Boolean;
                    message.setObjectProperty(name, isOfJms ? value : value.toString());
                }
            } catch (JMSException | RuntimeException e) {
                LOG.debug("The property {} cannot be sent on", shown(name), e);
            }
        });
    }

    /** Failed attempts, and deliveries whose worker died: the broker counts these. */
    private static int attempt(Message message) throws JMSException {
        int failed = message.getObjectProperty(FAILED_ATTEMPTS) instanceof Integer count ? Math.max(0, count) : 0;
        return failed + deliveries(message);
    }

    private static int deliveries(Message message) throws JMSException {
        return Math.max(1, message.getIntProperty("JMSXDeliveryCount"));
    }

    private static Message received(Exchange exchange) {
        return exchange.getProperty(RECEIVED, JmsMessage.class).getJmsMessage();
    }

    private static MediaRequest request(Exchange exchange) {
        return exchange.getProperty(REQUEST, MediaRequest.class);
    }

    /** Names and reasons come from elsewhere: they must not write lines of their own. */
    static String shown(Object text) {
        return text == null ? "A message" : text.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
