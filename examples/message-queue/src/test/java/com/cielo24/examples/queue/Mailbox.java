package com.cielo24.examples.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;

/** What a test sends to a broker and takes from it, with JMS and nothing of the example. */
final class Mailbox implements AutoCloseable {

    /** Makes a message. */
    interface Maker {
        Message make(Session session) throws JMSException;
    }

    static final String QUEUE = "cielo24.media";

    private final ActiveMQConnectionFactory factory;
    private final Connection connection;
    private final Session session;
    private byte[] lastBytes;

    Mailbox(String url) {
        try {
            factory = new ActiveMQConnectionFactory(url);
            connection = factory.createConnection();
            session = connection.createSession(true, Session.SESSION_TRANSACTED);
            connection.start();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    void send(String... texts) throws JMSException {
        sendTo(QUEUE, texts);
    }

    /** In one transaction, so that sending and taking do not overlap. */
    void sendTo(String queue, String... texts) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
            session.commit();
        }
    }

    void send(Maker maker) throws JMSException {
        send(maker, DeliveryMode.PERSISTENT, 0);
    }

    /**
     * @param timeToLive in milliseconds, 0 for ever
     */
    void send(Maker maker, int deliveryMode, long timeToLive) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
            producer.send(maker.make(session), deliveryMode, Message.DEFAULT_PRIORITY, timeToLive);
            session.commit();
        }
    }

    /** The next message of an outcome queue, or {@code null} if none comes in time. */
    Message take(String outcome, Duration patience) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE + outcome))) {
            Message message = consumer.receive(patience.toMillis());
            lastBytes = message instanceof BytesMessage bytes ? bytes.getBody(byte[].class) : null;
            session.commit();
            return message;
        }
    }

    /** The body of the last message, if it was one of bytes: a large one can only be read before it is settled. */
    byte[] lastBytes() {
        return lastBytes;
    }

    /** All messages that are in an outcome queue. */
    List<Message> takeAll(String outcome) throws JMSException {
        List<Message> all = new ArrayList<>();
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE + outcome))) {
            Message message = consumer.receive(1_000);
            while (message != null) {
                all.add(message);
                message = consumer.receive(500);
            }
            session.commit();
            return all;
        }
    }

    /** How many messages a queue has, those that wait for their time or are in somebody's hands among them. */
    static long count(String url, String queue) {
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
                org.apache.activemq.artemis.api.core.client.ClientSessionFactory sessions =
                        factory.getServerLocator().createSessionFactory();
                org.apache.activemq.artemis.api.core.client.ClientSession session = sessions.createSession()) {
            return session.queueQuery(SimpleString.of(queue)).getMessageCount();
        } catch (Exception e) {
            // the broker is away
            return -1;
        }
    }

    /** The same, quickly, of a broker that is there. */
    long countOf(String queue) throws ActiveMQException {
        return ((ActiveMQSession) session)
                .getCoreSession()
                .queueQuery(SimpleString.of(queue))
                .getMessageCount();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException e) {
            throw new AssertionError(e);
        } finally {
            factory.close();
        }
    }
}
