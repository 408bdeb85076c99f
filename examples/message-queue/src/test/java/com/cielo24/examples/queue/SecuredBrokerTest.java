package com.cielo24.examples.queue;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
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
