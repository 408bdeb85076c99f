package com.cielo24.examples.queue;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

import com.cielo24.examples.support.ConfigurationException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * Apache ActiveMQ Artemis in this process, with a journal on disk. It listens on the loopback address only, so that
 * other workers and tools of this machine can use it.
 */
final class EmbeddedBroker implements Closeable {

    /** An address that has more than this is paged to disk. */
    private static final long MEMORY_PER_ADDRESS = 32L * 1024 * 1024;

    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final String url;

    private EmbeddedBroker(Configuration configuration, String url) throws Exception {
        this.url = url;
        server.setConfiguration(configuration);
        server.start();
        if (!server.getActiveMQServer().isStarted()) {
            throw new ConfigurationException("the broker could not start; see the log");
        }
    }

    /**
     * @throws ConfigurationException if there is one already
     */
    static EmbeddedBroker start(QueueSettings settings) throws Exception {
        int port = settings.broker().port();
        requireFree(port);
        String url = "tcp://127.0.0.1:" + port;
        return new EmbeddedBroker(configuration(settings, url), url);
    }

    private static Configuration configuration(QueueSettings settings, String url) throws Exception {
        Path folder = settings.folder().resolve("broker");
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setName("cielo24")
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large-messages").toString())
                .setJournalType(JournalType.NIO)
                .setJournalLockAcquisitionTimeout(10_000)
                // whoever is on this machine may send; a broker for more than that is one of one's own (broker.url)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("tcp", url + "?protocols=CORE");
        configuration.addAddressSetting("#", addressSettings(settings));
        for (String queue :
                List.of(settings.queue(), settings.addedQueue(), settings.failedQueue(), settings.reviewQueue())) {
            configuration.addQueueConfiguration(
                    QueueConfiguration.of(queue).setAddress(queue).setRoutingType(RoutingType.ANYCAST));
        }
        return configuration;
    }

    /**
     * What the broker does with a message that a worker did not live to see the end of. Everything else a worker
     * decides itself: see {@link Outcomes}.
     */
    private static AddressSettings addressSettings(QueueSettings settings) {
        return new AddressSettings()
                .setRedeliveryDelay(settings.backoff().toMillis())
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(settings.backoffMax().toMillis())
                // a net below Intake, which sends what was delivered too often to where it belongs, with a reason
                .setMaxDeliveryAttempts(settings.retries() + 5)
                .setDeadLetterAddress(SimpleString.of(settings.failedQueue()))
                .setExpiryAddress(SimpleString.of(settings.failedQueue()))
                .setMaxSizeBytes(MEMORY_PER_ADDRESS)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST);
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "port " + port + " of this machine is taken, maybe by a broker that already"
                            + " runs; to use that set broker.url=tcp://127.0.0.1:" + port
                            + ", to start another set broker.port and ingest.folder");
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the broker did not stop: " + e, e);
        }
    }
}
