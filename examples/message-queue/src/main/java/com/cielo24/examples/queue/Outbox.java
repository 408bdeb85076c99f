package com.cielo24.examples.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;

/**
 * Sends on the very session that took the message, so that one transaction of the broker covers both: the message is
 * gone when its outcome is there, and not before.
 */
final class Outbox {

    /** How many attempts of a message have failed; on the message itself, so that any worker knows. */
    static final String FAILED_ATTEMPTS = "cielo24FailedAttempts";

    private final Session session;
    private final Message original;

    private Outbox(Session session, Message original) {
        this.session = session;
        this.original = original;
    }

    static Outbox of(Exchange exchange) {
        JmsMessage message = exchange.getIn(JmsMessage.class);
        return new Outbox(message.getJmsSession(), message.getJmsMessage());
    }

    static Message original(Exchange exchange) {
        return exchange.getIn(JmsMessage.class).getJmsMessage();
    }

    /** Sends an outcome in JSON. */
    void send(String queue, byte[] json, String correlationId, Map<String, Object> properties) throws JMSException {
        TextMessage message = session.createTextMessage(new String(json, StandardCharsets.UTF_8));
        message.setJMSCorrelationID(correlationId);
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
        send(queue, message, Duration.ZERO);
    }

    /**
     * Sends the message on as it is, with more properties.
     *
     * @param correlationId {@code null} to leave what it has
     * @param properties    those that are {@code null} are taken away
     * @param delay         before the broker gives it to anyone
     */
    void forward(String queue, String correlationId, Map<String, Object> properties, Duration delay)
            throws JMSException {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Object name : Collections.list(original.getPropertyNames())) {
            // the broker's own, which it sets anew
            if (!name.toString().startsWith("JMSX") || name.toString().startsWith("JMSXGroup")) {
                all.put(name.toString(), original.getObjectProperty(name.toString()));
            }
        }
        all.putAll(properties);
        // what was received is read-only up to here
        original.clearProperties();
        for (Map.Entry<String, Object> property : all.entrySet()) {
            if (property.getValue() != null) {
                original.setObjectProperty(property.getKey(), property.getValue());
            }
        }
        if (correlationId != null) {
            original.setJMSCorrelationID(correlationId);
        }
        send(queue, original, delay);
    }

    private void send(String queue, Message message, Duration delay) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            producer.setDeliveryDelay(delay.toMillis());
            int priority = message == original ? message.getJMSPriority() : Message.DEFAULT_PRIORITY;
            // once taken it ends in an outcome: it does not expire any more
            producer.send(message, DeliveryMode.PERSISTENT, priority, Message.DEFAULT_TIME_TO_LIVE);
        }
    }
}
