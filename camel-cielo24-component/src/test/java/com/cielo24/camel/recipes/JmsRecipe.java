package com.cielo24.camel.recipes;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** A route that takes the messages of the queue {@code recordings}, in transactions. */
abstract class JmsRecipe extends Recipe {

    final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    Session session;
    private Connection connection;

    @BeforeEach
    void startBroker() throws Exception {
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("vm", "vm://0")
                .addAddressSetting("#", new AddressSettings().setMaxDeliveryAttempts(3)));
        broker.start();
        ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory("vm://0");
        connection = connections.createConnection();
        connection.start();
        session = connection.createSession();
        JmsComponent jms = JmsComponent.jmsComponent(connections);
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        // the consumer stops after this time
        jms.getConfiguration().setReceiveTimeout(100);
        context.addComponent("jms", jms);
    }

    @AfterEach
    void stopBroker() throws Exception {
        context.stop();
        connection.close();
        broker.stop();
    }

    void send(Message message) throws JMSException {
        session.createProducer(session.createQueue("recordings")).send(message);
    }

    Message receive(String queue) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            Message message = consumer.receive(60_000);
            assertThat(message).as("a message in " + queue).isNotNull();
            return message;
        }
    }
}
