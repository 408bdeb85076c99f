package com.cielo24.examples.queue;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.examples.support.Shelf;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.spi.BrowsableEndpoint;

/** The messages of a queue, for the operator's page. */
final class MessageShelf {

    private static final Map<String, String> WHAT_TO_DO = Map.of(
            ".failed", "Put right what the reason names, and send the message again.",
            ".review", "Check at the service whether the job has this media. If not, send the message again.");

    private MessageShelf() {}

    /**
     * @param outcome of the queue: {@code .failed} or {@code .review}; empty for messages that wait
     */
    static Shelf of(CamelContext context, String outcome) {
        return Shelf.messages(
                () -> context.getEndpoint("jms:queue:{{ingest.queue}}" + outcome, BrowsableEndpoint.class),
                exchange -> describe(exchange, outcome));
    }

    private static Map<?, ?> describe(Exchange exchange, String outcome) {
        Message message = exchange.getMessage(JmsMessage.class).getJmsMessage();
        Map<String, Object> entry = new HashMap<>();
        entry.put("file", "a message");
        entry.put("whatToDo", WHAT_TO_DO.get(outcome));
        try {
            entry.put("when", Instant.ofEpochMilli(message.getJMSTimestamp()).toString());
            entry.put("what", message.getStringProperty("cielo24What"));
            entry.put("why", message.getStringProperty("cielo24Reason"));
            entry.put("file", MediaRequest.of(message).toString());
        } catch (JMSException | Cielo24InvalidRequestException e) {
            // it is described as far as it can be read
        }
        return entry;
    }
}
