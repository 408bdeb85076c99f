package com.cielo24.examples.queue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import com.cielo24.examples.support.ConfigurationException;
import com.cielo24.examples.support.Settings;
import jakarta.jms.ConnectionFactory;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.DefaultJmsMessageListenerContainer;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.util.IOHelper;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * The broker of {@code broker.url}, or Apache Artemis in this process, as {@code broker.xml} has it.
 *
 * @param server      in this process, started; {@code null} for any other
 * @param name        its URL without the parameters, which may be passwords
 * @param connections keep sessions and producers
 */
@SuppressWarnings("try") // whoever closes it ends after that
record Broker(EmbeddedActiveMQ server, String name, CachingConnectionFactory connections) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("message-queue");

    /**
     * @throws ConfigurationException if the URL is not valid, or the port is taken
     */
    static Broker of(Settings settings) throws Exception {
        int port = settings.number("broker.port", 1, 65535);
        String url = settings.optional("broker.url").orElse("tcp://127.0.0.1:" + port);
        String name = url.replaceAll("//[^/@,]*@", "//").replaceFirst("[?;].*", "");
        EmbeddedActiveMQ server = settings.optional("broker.url").isPresent() ? null : started(port, settings);
        try {
            CachingConnectionFactory connections = new CachingConnectionFactory(factory(url, settings));
            connections.setCacheConsumers(false);
            return new Broker(server, name, connections);
        } catch (RuntimeException e) {
            throw new ConfigurationException("broker.url (" + name + ") is not the address of a broker, such as"
                    + " tcp://broker.example.com:61616 for Artemis, or amqps://broker.example.com for AMQP 1.0");
        }
    }

    /** A consumer holds the message that it works on and no other: those are for whoever has time. */
    private static ConnectionFactory factory(String url, Settings settings) {
        String user = settings.optional("broker.username").orElse(null);
        String password = settings.optional("broker.password").orElse(null);
        if (url.matches("(failover:\\(?)?amqp.*")) {
            String separator = url.contains("?") ? "&" : "?";
            return new JmsConnectionFactory(user, password, url + separator + "jms.prefetchPolicy.all=0");
        }
        ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory(url, user, password);
        artemis.setConsumerWindowSize(0);
        artemis.setCacheDestinations(true);
        return artemis;
    }

    private static EmbeddedActiveMQ started(int port, Settings settings) throws Exception {
        try {
            new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")).close();
        } catch (IOException e) {
            throw new ConfigurationException("port " + port + " of this machine is taken, maybe by a broker; to use"
                    + " that set broker.url=tcp://127.0.0.1:" + port
                    + ", to start another set broker.port and ingest.folder");
        }
        // messages contain URLs, whose queries may be secrets
        Path folder = Files.createDirectories(settings.folder("ingest.folder").resolve("broker"));
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        String xml = settings.context()
                .resolvePropertyPlaceholders(IOHelper.loadText(Broker.class.getResourceAsStream("/broker.xml")));
        Configuration configuration = new FileConfigurationParser()
                .parseMainConfig(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        configuration.setBrokerInstance(folder.toFile());
        configuration.registerBrokerPlugin(new BrokerGuard());
        return new EmbeddedActiveMQ().setConfiguration(configuration).start();
    }

    /** Has Camel use the connections, and log once that the broker is away, and once that it is back. */
    void configure(JmsComponent jms) {
        jms.setConnectionFactory(connections);
        jms.setMessageListenerContainerFactory(endpoint -> new DefaultJmsMessageListenerContainer(endpoint) {
            @Override
            protected void recoverAfterListenerSetupFailure() {
                if (isRunning()) {
                    LOG.warn("The broker at {} is away; trying until it is back", name);
                }
                super.recoverAfterListenerSetupFailure();
                if (isRunning()) {
                    LOG.info("The broker at {} is back", name);
                }
            }
        });
    }

    @Override
    public void close() throws Exception {
        connections.destroy();
        if (server != null) {
            server.stop();
        }
    }
}
