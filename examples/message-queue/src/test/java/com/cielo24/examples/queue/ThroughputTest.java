package com.cielo24.examples.queue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
 * without both, from queue to queue of the same broker, by turns. Worker and broker run in this JVM; the service, which
 * answers at once, and PostgreSQL do not.
 */
@Tag("long")
class ThroughputTest {

    private static final int MESSAGES = Integer.getInteger("throughput.messages", 20_000);
    private static final int WARM_UP = Integer.getInteger("throughput.warmup", 20_000);
    private static final int ROUNDS = Integer.getInteger("throughput.rounds", 10);
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @TempDir
    Path base;

    @Test
    void reachesHalfTheRateOfTheBareRouteOnSqlite() throws Exception {
        assertThat(measure(base, "SQLite")).isGreaterThan(0.5);
    }

    @Test
    void reachesHalfTheRateOfTheBareRouteOnPostgresql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            assertThat(measure(base, "PostgreSQL", "ingest.jdbc.url", postgres.getJdbcUrl("postgres", "postgres")))
                    .isGreaterThan(0.5);
        }
    }

    /**
     * @return the rate of the worker as a share of that of the bare route
     */
    static double measure(Path base, String database, String... settings) throws Exception {
        try (InstantService service = InstantService.start();
                RunningQueue queue = RunningQueue.on(
                        base,
                        Stream.of(
                                        Stream.of("ingest.consumers", "8"),
                                        Stream.of("camel.component.cielo24.base-url", service.url()),
                                        Arrays.stream(settings))
                                .flatMap(each -> each)
                                .toArray(String[]::new));
                DefaultCamelContext bare = bareRoute(queue)) {
            new Run().measure(queue, "bare", WARM_UP);
            new Run().measure(queue, Mailbox.QUEUE, WARM_UP);
            Run bareRuns = new Run();
            Run runs = new Run();
            for (int i = 0; i < ROUNDS; i++) {
                bareRuns.measure(queue, "bare", MESSAGES / ROUNDS);
                runs.measure(queue, Mailbox.QUEUE, MESSAGES / ROUNDS);
            }
            assertThat(queue.mailbox().countOf(Mailbox.QUEUE + ".failed")).isZero();
            System.out.printf(
                    "ThroughputTest, %s: bare %s; with addMedia and ledger %s; ratio %.2f%n",
                    database, bareRuns, runs, runs.rate() / bareRuns.rate());
            return runs.rate() / bareRuns.rate();
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

    /** Of one of the two routes. */
    private static final class Run {

        private int messages;
        private double seconds;
        private double cpuSeconds;

        void measure(RunningQueue queue, String name, int count) throws Exception {
            String[] texts =
                    IntStream.range(0, count).mapToObj(i -> url(newJob())).toArray(String[]::new);
            long before = Math.max(0, queue.mailbox().countOf(name + ".added"));
            queue.mailbox().sendTo(name, texts);
            long cpu = MACHINE.getProcessCpuTime();
            long start = System.nanoTime();
            long already = queue.mailbox().countOf(name + ".added") - before;
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> queue.mailbox().countOf(name + ".added") == before + count);
            seconds += (System.nanoTime() - start) / 1e9;
            cpuSeconds += (MACHINE.getProcessCpuTime() - cpu) / 1e9;
            // those of the moment between commit and start
            messages += count - (int) Math.max(0, already);
        }

        double rate() {
            return messages / seconds;
        }

        @Override
        public String toString() {
            return String.format("%.0f a second, %.2f ms of CPU a message", rate(), cpuSeconds * 1e3 / messages);
        }
    }
}
