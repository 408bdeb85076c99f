package com.cielo24.examples.queue;

import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.Settings;
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.policy.JmsDefaultPrefetchPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * How this process reaches the broker.
 *
 * @param name        for people: the URL without its parameters, which may be passwords
 * @param connections which keep sessions and producers
 */
record BrokerConnection(String name, CachingConnectionFactory connections) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

    /**
     * @param  url                    {@code tcp:} for Artemis, {@code amqp:} or {@code amqps:} for any broker of AMQP 1.0
     * @throws ConfigurationException if it is not valid
     */
    static BrokerConnection to(String url, Settings settings) {
        String name = url.replaceAll("//[^/@,]*@", "//").replaceFirst("[?;].*", "");
        try {
            String user = settings.optional("broker.username").orElse(null);
            String password = settings.optional("broker.password").orElse(null);
            CachingConnectionFactory connections = new CachingConnectionFactory(
                    url.matches("(failover:\\(?)?amqp.*") ? amqp(url, user, password) : artemis(url, user, password));
            connections.setSessionCacheSize(settings.number("ingest.consumers", 0, 1000) + 1);
            connections.setCacheConsumers(false);
            return new BrokerConnection(name, connections);
        } catch (RuntimeException e) {
            throw new ConfigurationException("broker.url (" + name + ") is not the address of a broker, such as"
                    + " tcp://broker.example.com:61616 for Artemis, or amqps://broker.example.com for AMQP 1.0");
        }
    }

    /** A consumer holds the message that it works on, and no other: those are for whoever has time. */
    private static ConnectionFactory artemis(String url, String user, String password) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url, user, password);
        factory.setConsumerWindowSize(0);
        factory.setCacheDestinations(true);
        factory.setDeserializationDenyList("*");
        return factory;
    }

    private static ConnectionFactory amqp(String url, String user, String password) {
        JmsConnectionFactory factory = new JmsConnectionFactory(user, password, url);
        JmsDefaultPrefetchPolicy prefetch = new JmsDefaultPrefetchPolicy();
        prefetch.setAll(0);
        factory.setPrefetchPolicy(prefetch);
        return factory;
    }

    void configure(JmsComponent jms) {
        jms.setConnectionFactory(connections);
        jms.setMessageListenerContainerFactory(Listener::new);
    }

    @Override
    public void close() {
        connections.destroy();
    }

    /** Camel's consumer, except that it logs once that the broker is away, and once that it is back. */
    private final class Listener extends DefaultJmsMessageListenerContainer {

        private boolean away;

        Listener(JmsEndpoint endpoint) {
            super(endpoint);
        }

        @Override
        protected synchronized void handleListenerSetupFailure(Throwable cause, boolean alreadyRecovered) {
            if (!away && isRunning()) {
                away = true;
                LOG.warn("The broker at {} is away, trying until it is back: {}", name, Outcomes.shown(cause));
            }
        }

        @Override
        protected void refreshConnectionUntilSuccessful() {
            super.refreshConnectionUntilSuccessful();
            synchronized (this) {
                if (away && isRunning()) {
                    away = false;
                    LOG.info("The broker at {} is back", name);
                }
            }
        }
    }
}
