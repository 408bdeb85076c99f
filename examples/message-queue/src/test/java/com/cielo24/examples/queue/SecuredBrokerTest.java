package com.cielo24.examples.queue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Cielo24Simulator;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.message.JmsMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.queue.RunningQueue.job;
import static org.assertj.core.api.Assertions.assertThat;

/** A broker as an enterprise has it: somebody else's, with a password, and under TLS. */
class SecuredBrokerTest {

    private static final String STORE_PASSWORD = "of-the-store";
    private static final String PASSWORD = "of-the-worker";

    @TempDir
    Path base;

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private String url;
    private String amqpUrl;

    @BeforeEach
    void start() throws Exception {
        Path store = keyStore();
        int port = ProgramProcess.freePort();
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration
                .setPersistenceEnabled(false)
                .setSecurityEnabled(true)
                .addAcceptorConfiguration(
                        "tls",
                        "tcp://127.0.0.1:" + port + "?sslEnabled=true;protocols=CORE;keyStoreType=PKCS12;keyStorePath="
                                + store + ";keyStorePassword=" + STORE_PASSWORD);
        int amqpPort = ProgramProcess.freePort();
        configuration.addAcceptorConfiguration("amqp", "tcp://127.0.0.1:" + amqpPort + "?protocols=AMQP");
        amqpUrl = "amqp://127.0.0.1:" + amqpPort;
        configuration.putSecurityRoles("#", java.util.Set.of(role()));
        for (String queue : new String[] {"", ".added", ".failed", ".review"}) {
            configuration.addQueueConfiguration(QueueConfiguration.of(Mailbox.QUEUE + queue)
                    .setAddress(Mailbox.QUEUE + queue)
                    .setRoutingType(RoutingType.ANYCAST));
        }
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser("worker", PASSWORD);
        users.addRole("worker", "workers");
        broker.setConfiguration(configuration);
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        broker.start();
        url = "tcp://127.0.0.1:" + port + "?sslEnabled=true;trustStorePath=" + store + ";trustStorePassword="
                + STORE_PASSWORD;
    }

    @AfterEach
    void stop() throws Exception {
        broker.stop();
    }

    @Test
    void takesMessagesFromABrokerThatAsksForAPasswordUnderTls() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            MessageQueue worker = new MessageQueue(settings(service));
            worker.start();
            try (Mailbox mailbox = new Mailbox(url + ";user=worker;password=" + PASSWORD)) {
                mailbox.send("{\"jobId\": \"" + job(1) + "\", \"mediaUrl\": \"https://x.example/a.mp4\"}");

                assertThat(mailbox.take(".added", RunningQueue.PATIENCE)).isNotNull();
                assertThat(service.media(job(1))).isPresent();
                assertThat(base.resolve("data/broker"))
                        .as("a broker of its own")
                        .doesNotExist();
            } finally {
                worker.stop();
                worker.release();
            }
        }
    }

    /** The broker in this process converts such properties, and any other does not. */
    @Test
    void failsAMessageWithAUuidAndATimestampOnce() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Connection connection = new JmsConnectionFactory("worker", PASSWORD, amqpUrl).createConnection()) {
            connection.start();
            Session session = connection.createSession();
            JmsMessage message = (JmsMessage) session.createTextMessage("what");
            message.getFacade().setProperty("uuid", new UUID(1, 2));
            message.getFacade().setProperty("time", Date.from(Instant.EPOCH));
            session.createProducer(session.createQueue(Mailbox.QUEUE)).send(message);
            Properties settings = settings(service);
            settings.setProperty("broker.url", amqpUrl);
            MessageQueue worker = new MessageQueue(settings);
            worker.start();
            try {
                Message failed = session.createConsumer(session.createQueue(Mailbox.QUEUE + ".failed"))
                        .receive(RunningQueue.PATIENCE.toMillis());
                assertThat(failed).isNotNull();
                assertThat(failed.getStringProperty("uuid")).isEqualTo(new UUID(1, 2).toString());
                assertThat(failed.getStringProperty("time")).startsWith("1970-01-01T00:00");
                assertThat(failed.getIntProperty("cielo24Attempts")).isEqualTo(1);
            } finally {
                worker.stop();
                worker.release();
            }
        }
    }

    private Properties settings(Cielo24Simulator service) {
        Properties settings = new Properties();
        settings.setProperty(
                "camel.component.cielo24.base-url", service.baseUrl().toString());
        settings.setProperty("camel.component.cielo24.api-token", service.apiToken());
        settings.setProperty("ingest.folder", base.resolve("data").toString());
        settings.setProperty("ingest.http.port", "off");
        settings.setProperty("broker.url", url);
        settings.setProperty("broker.username", "worker");
        settings.setProperty("broker.password", PASSWORD);
        settings.setProperty("camel.main.shutdown-timeout", "1");
        return settings;
    }

    /** To send and to consume, and nothing else. */
    private static Role role() {
        return new Role("workers", true, true, false, false, false, false, false, false, false, false, false, false);
    }

    private Path keyStore() throws Exception {
        Path store = base.resolve("broker.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-validity",
                        "1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return store;
    }
}
