package com.cielo24.examples.queue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.connection.CachingConnectionFactory;

import static com.cielo24.examples.queue.RunningQueue.newJob;
import static com.cielo24.examples.queue.RunningQueue.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What {@code addMedia} and the ledger cost: messages a second of one worker with 8 consumers, and of the same route
 * without both, from queue to queue of the same broker. Everything runs in this JVM, the simulator and the broker too.
 */
@Tag("long")
class ThroughputTest {

    private static final int MESSAGES = Integer.getInteger("throughput.messages", 20_000);
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @TempDir
    Path base;

    @Test
    void reachesHalfTheRateOfTheBareRouteOnSqlite() throws Exception {
        measure("SQLite");
    }

    @Test
    void reachesHalfTheRateOfTheBareRouteOnPostgresql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            measure("PostgreSQL", "ingest.jdbc.url", postgres.getJdbcUrl("postgres", "postgres"));
        }
    }

    private void measure(String database, String... settings) throws Exception {
        String[] all = IntStream.range(0, settings.length + 2)
                .mapToObj(i -> i < settings.length ? settings[i] : i == settings.length ? "ingest.consumers" : "8")
                .toArray(String[]::new);
        try (RunningQueue queue = RunningQueue.on(base, all);
                DefaultCamelContext bare = bareRoute(queue)) {
            rate(queue, "bare", MESSAGES / 4);
            rate(queue, Mailbox.QUEUE, MESSAGES / 4);
            double bareRate = rate(queue, "bare", MESSAGES);
            double rate = rate(queue, Mailbox.QUEUE, MESSAGES);
            System.out.printf("ThroughputTest, %s: %.2f of the bare route%n", database, rate / bareRate);
            assertThat(rate / bareRate).isGreaterThan(0.5);
        }
    }

    private static DefaultCamelContext bareRoute(RunningQueue queue) throws Exception {
        ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory(queue.url());
        artemis.setConsumerWindowSize(0);
        artemis.setCacheDestinations(true);
        CachingConnectionFactory connections = new CachingConnectionFactory(artemis);
        connections.setCacheConsumers(false);
        JmsComponent jms = JmsComponent.jmsComponent(connections);
        jms.setTransacted(true);
        jms.setLazyCreateTransactionManager(false);
        jms.setCacheLevelName("CACHE_CONSUMER");
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("jms", jms);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:bare?concurrentConsumers=8").to("jms:queue:bare.added");
            }
        });
        context.start();
        return context;
    }

    /**
     * @return messages a second
     */
    private static double rate(RunningQueue queue, String name, int messages) throws Exception {
        String[] texts =
                IntStream.range(0, messages).mapToObj(i -> url(newJob())).toArray(String[]::new);
        long before = Math.max(0, Mailbox.count(queue.url(), name + ".added"));
        long start = System.nanoTime();
        long cpu = MACHINE.getProcessCpuTime();
        queue.mailbox().sendTo(name, texts);
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> Mailbox.count(queue.url(), name + ".added") == before + messages);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "ThroughputTest: %s, %d messages, %.0f a second, %.2f ms of CPU a message%n",
                name, messages, messages / seconds, (MACHINE.getProcessCpuTime() - cpu) / 1e6 / messages);
        return messages / seconds;
    }
}
