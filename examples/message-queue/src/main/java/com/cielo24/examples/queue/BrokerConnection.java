package com.cielo24.examples.queue;

import com.cielo24.examples.support.ConfigurationException;
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * How this process reaches the broker.
 */
final class BrokerConnection {

    private BrokerConnection() {}

    /**
     * @param  url                    of the broker; its parameters are Artemis's own, TLS among them
     * @throws ConfigurationException if it is none
     */
    @SuppressWarnings("resource") // its connections are closed by those who open them
    static ConnectionFactory of(String url, QueueSettings.Broker broker) {
        try {
            ActiveMQConnectionFactory factory =
                    new ActiveMQConnectionFactory(url, broker.username(), broker.password());
            // a consumer holds the message that it works on, and no other: those are for whoever has time
            factory.setConsumerWindowSize(0);
            // nothing here ever looks into a serialized object
            factory.setDeserializationDenyList("*");
            return factory;
        } catch (RuntimeException e) {
            throw new ConfigurationException("broker.url (" + shown(url) + ") is no address of an Artemis broker,"
                    + " such as tcp://broker.example.com:61616");
        }
    }

    /** Without its parameters, which may be passwords. */
    static String shown(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }
}
