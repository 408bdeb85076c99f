package com.cielo24.examples.queue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import com.cielo24.camel.MediaReport;
import com.cielo24.camel.MessageFiling;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.examples.support.Board;
import com.cielo24.examples.support.Shelf;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.jms.JMSException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.spi.BrowsableEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the messages are that go to other queues, and what the page shows of these. */
final class Outcomes {

    /** Property of the exchange: what its message asks for. */
    static final String REQUEST = "ingestRequest";

    /** How many messages the page counts at most: the broker sends each of them. */
    private static final int COUNTED = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

    private Outcomes() {}

    /** The messages of a queue, for the operator's page: {@code .failed}, {@code .review}, or empty for those that wait. */
    static Shelf shelf(CamelContext context, String outcome, String whatToDo) {
        return () -> {
            BrowsableEndpoint queue =
                    context.getEndpoint("jms:queue:{{ingest.queue}}" + outcome, BrowsableEndpoint.class);
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
        entry.put("what", message.getHeader(MessageFiling.WHAT));
        entry.put("why", message.getHeader(MessageFiling.REASON));
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
    static void added(Exchange exchange) throws JMSException, JsonProcessingException {
        MediaRequest request = exchange.getProperty(REQUEST, MediaRequest.class);
        Map<String, Object> outcome = MediaReport.of(exchange);
        Board.ended(exchange, "done", outcome);
        boolean isBefore = outcome.putIfAbsent("addedBefore", false) != null;
        outcome.remove("attempts");
        outcome.put("attempt", MessageFiling.attempt(exchange.getUnitOfWork().getOriginalInMessage()));
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
    }

    /** The message, which is as it was received, is to go on. */
    static void notAdded(Exchange exchange) throws JMSException {
        Message message = exchange.getMessage();
        Map<String, Object> report = MediaReport.of(exchange);
        MediaRequest request = exchange.getProperty(REQUEST, MediaRequest.class);
        if (request != null) {
            report.computeIfAbsent("job", key -> request.jobId());
            if (request.isCorrelated()) {
                message.setHeader("JMSCorrelationID", request.correlationId());
            }
        }
        Board.ended(exchange, exchange.getProperty(MessageFiling.OUTCOME, String.class), report);
        message.getHeaders().replaceAll((name, value) -> value instanceof UUID ? value.toString() : value);
        // they are read-only until then; camel-jms makes them of the headers
        message.getBody(jakarta.jms.Message.class).clearProperties();
    }

    /** What a message asks for, for the log. */
    static String subject(Exchange exchange) {
        return exchange.getProperty(REQUEST, "A message", Object.class).toString();
    }
}
