package com.cielo24.camel;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.processor.idempotent.jdbc.JdbcOrphanLockAwareIdempotentRepository;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.xml.in.ModelParser;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code completedJobs} across crashes, restarts, outages and machines, and how it is woken. */
class CompletedJobsLifecycleTest {

    private static final String A = "a".repeat(32);
    private static final String B = "b".repeat(32);
    private static final String C = "c".repeat(32);
    private static final String D = "d".repeat(32);
    private static final String COMPLETE = "cielo24:completedJobs?initialDelay=0&outcomes=complete&delay=";

    private final SteppedClock clock = new SteppedClock();
    private final List<String> given = new CopyOnWriteArrayList<>();
    private final List<Cielo24Camel> camels = new ArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private JobListService service;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        service = new JobListService();
    }

    @AfterEach
    void stop() throws Exception {
        end.countDown();
        camels.forEach(Cielo24Camel::close);
        service.close();
    }

    /** The first context stands for a process that was killed: nothing of it reaches the repository any more. */
    @Test
    void givesOutAgainWhatAProcessWasDoingWhenItDiedButNothingThatItHadDone() throws Exception {
        service.complete(A, "2025-12-31T10:00:00");
        service.complete(B, "2025-12-31T11:00:00");
        service.complete(C, "2025-12-31T12:00:00");
        withFile(exchange -> {
            if (isFor(exchange, B)) {
                end.await();
            }
        });
        await().until(() -> given.size() == 2);

        withFile(exchange -> {});
        await().until(() -> given.size() == 4);
        assertThat(given).containsExactly(A, B, B, C);
    }

    @Test
    void goesOnAfterARestartAndForgetsNothingWhileStopped() throws Exception {
        service.complete(A, "2025-12-31T10:00:00");
        Cielo24Camel camel = withFile(exchange -> {});
        await().until(() -> given.size() == 1);
        camel.context().getRouteController().stopRoute("completed");
        service.complete(B, "2025-12-31T11:00:00");
        camel.context().getRouteController().startRoute("completed");
        await().until(() -> given.size() == 2);

        camel.close();
        service.complete(C, "2025-12-31T12:00:00");
        withFile(exchange -> {});
        await().until(() -> given.size() == 3);
        assertThat(given).containsExactly(A, B, C);
    }

    /** Stopped in the midst of a batch, without waiting for its exchange for long. */
    @Test
    void givesOutAgainWhatAStopHasInterrupted() throws Exception {
        service.complete(A, "2025-12-31T10:00:00");
        service.complete(B, "2025-12-31T11:00:00");
        Cielo24Camel camel = withFile(exchange -> end.await());
        camel.context().getShutdownStrategy().setTimeout(1);
        camel.context().getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        await().until(() -> given.size() == 1);
        camel.close();

        withFile(exchange -> {});
        await().until(() -> given.size() == 3);
        assertThat(given).containsExactly(A, A, B);
    }

    @Test
    void givesEachJobToOneOfSeveralMachinesAndThoseOfADeadOneToAnother() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        for (String id : List.of(A, B, C, D)) {
            service.complete(id, "2025-12-31T10:00:00");
        }
        Processor both = exchange -> {
            if (given.size() == 1) {
                end.await();
            }
        };
        Cielo24Camel dead = machine(database, both);
        await().until(() -> given.size() == 1);
        machine(database, both);
        await().until(() -> given.size() == 4);
        assertThat(given).containsExactlyInAnyOrder(A, B, C, D);

        // its beats end
        dead.context()
                .getRegistry()
                .lookupByNameAndType("claimed", JdbcOrphanLockAwareIdempotentRepository.class)
                .shutdown();
        await().until(() -> given.size() == 5);
        assertThat(given.get(4)).isEqualTo(given.get(0));
    }

    private Cielo24Camel machine(JdbcDataSource database, Processor processor) throws Exception {
        Cielo24Camel camel = camel();
        JdbcOrphanLockAwareIdempotentRepository claimed =
                new JdbcOrphanLockAwareIdempotentRepository(database, "claimed", camel.context());
        claimed.setLockKeepAliveIntervalMillis(100);
        claimed.setLockMaxAgeMillis(1000);
        camel.context().getRegistry().bind("claimed", claimed);
        camel.context().getRegistry().bind("handled", new JdbcMessageIdRepository(database, "handled"));
        return route(camel, COMPLETE + "50&idempotentRepository=#handled&inProgressRepository=#claimed", processor);
    }

    @Test
    void pollsAtOnceWhenWokenInWhateverLanguage() throws Exception {
        Cielo24Camel camel = route(camel(), COMPLETE + "1h", exchange -> {});
        PluginHelper.getRoutesLoader(camel.context()).loadRoutes(ResourceHelper.fromString("callback.yaml", """
                        - route:
                            from:
                              uri: direct:yaml
                              steps:
                                - to:
                                    uri: cielo24:completedJobs
                        """));
        ModelParser xml = new ModelParser(new StringReader("""
                        <routes xmlns="http://camel.apache.org/schema/xml-io">
                          <route><from uri="direct:xml"/><to uri="cielo24:completedJobs"/></route>
                        </routes>
                        """), "http://camel.apache.org/schema/xml-io");
        ((ModelCamelContext) camel.context())
                .addRouteDefinitions(xml.parseRoutesDefinition().orElseThrow().getRoutes());
        await().until(() -> service.requests() == 1);

        service.complete(A, "2025-12-31T10:00:00");
        Exchange woken = camel.add("direct:yaml", "the message", Map.of());
        assertThat(woken.getMessage().getBody()).isEqualTo("the message");
        await().until(() -> given.size() == 1);
        service.complete(B, "2025-12-31T10:00:00");
        camel.add("direct:xml", null, Map.of());
        await().until(() -> given.size() == 2);
        assertThat(given).containsExactly(A, B);
    }

    @Test
    void losesNoWakeUpThatComesDuringAPollAndNeverPollsTwiceAtATime() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        service.breakWith(peer -> {
            most.accumulateAndGet(polls.incrementAndGet(), Math::max);
            end.await();
            polls.decrementAndGet();
            peer.answer(200, "{\"ActiveJobs\": []}");
        });
        Cielo24Camel camel = route(camel(), COMPLETE + "1h", exchange -> {});
        await().until(() -> polls.get() == 1);
        for (int i = 0; i < 100; i++) {
            // returns although the service does not answer
            camel.add("cielo24:completedJobs", null, Map.of());
        }
        end.countDown();
        await().until(() -> service.requests() == 2);
        camel.context().getRouteController().suspendRoute("completed");
        assertThat(service.requests()).isEqualTo(2);
        assertThat(most).hasValue(1);
    }

    @Test
    void wakesOnlyTheConsumersOfItsAccount() throws Exception {
        Cielo24Camel camel = route(camel(), COMPLETE + "1h", exchange -> {});
        await().until(() -> service.requests() == 1);
        camel.add("cielo24:completedJobs?apiToken=abcdef", null, Map.of());
        camel.add("cielo24:completedJobs?subAccount=bob", null, Map.of());
        camel.add("cielo24:completedJobs?baseUrl=http://localhost:1", null, Map.of());
        service.complete(A, "2025-12-31T10:00:00");
        camel.add("cielo24:completedJobs?delay=5s", null, Map.of());
        await().until(() -> given.size() == 1);
        assertThat(service.requests()).isEqualTo(2);
    }

    @Test
    void doesNotPollWhileSuspendedAndPollsAtOnceWhenResumed() throws Exception {
        Cielo24Camel camel = route(camel(), COMPLETE + "1h", exchange -> {});
        await().until(() -> service.requests() == 1);
        camel.context().getRouteController().suspendRoute("completed");
        service.complete(A, "2025-12-31T10:00:00");
        camel.add("cielo24:completedJobs", null, Map.of());
        assertThat(service.requests()).isEqualTo(1);
        camel.context().getRouteController().resumeRoute("completed");
        await().until(() -> given.size() == 1);
    }

    @Test
    void logsAnOutageOnceAndIsNotReadyMeanwhile() throws Exception {
        try (WholeLog log = new WholeLog(ch.qos.logback.classic.Level.INFO)) {
            service.breakWith(peer -> peer.answer(500, "{}"));
            Cielo24Camel camel = route(camel(), COMPLETE + "20", exchange -> {});
            await().until(() -> service.requests() > 4);
            assertThat(state(camel)).isEqualTo(HealthCheck.State.DOWN);
            service.breakWith(null);
            service.complete(A, "2025-12-31T10:00:00");
            await().until(() -> given.size() == 1);
            await().until(() -> state(camel) == HealthCheck.State.UP);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("could not look for jobs"))
                    .hasSize(1)
                    .allSatisfy(line ->
                            assertThat(line).contains("jobs: the request was sent, but the service answered HTTP 500"));
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("works again after"))
                    .hasSize(1);
            assertThat(log.lines()).noneMatch(line -> line.contains("Failed polling endpoint"));
        }
    }

    private static HealthCheck.State state(Cielo24Camel camel) {
        Collection<HealthCheck.Result> results = HealthCheckHelper.invokeReadiness(camel.context());
        return results.stream()
                .filter(result -> result.getCheck().getId().equals("consumer:completed"))
                .findFirst()
                .orElseThrow()
                .getState();
    }

    @Test
    void waitsAsLongAsTheServiceAsks() throws Exception {
        service.breakWith(peer -> peer.answer(503, "Retry-After: 600\r\n", "{}"));
        Cielo24Camel camel = route(camel(), COMPLETE + "5", exchange -> {});
        await().until(() -> service.requests() == 1);
        CompletedJobsConsumer consumer =
                (CompletedJobsConsumer) camel.context().getRoute("completed").getConsumer();
        service.breakWith(null);
        await().until(() -> consumer.getCounter() > 5);
        assertThat(service.requests()).isEqualTo(1);
        clock.pass(Duration.ofSeconds(600));
        await().until(() -> service.requests() > 1);
    }

    @Test
    void givesOutCompleteJobsAlsoIfTheServiceRefusesToListOthers() throws Exception {
        service.complete(A, "2025-12-31T10:00:00");
        service.refuse("DueDateFrom");
        Cielo24Camel camel = route(camel(), "cielo24:completedJobs?initialDelay=0&delay=20", exchange -> {});
        await().until(() -> given.size() == 1);
        await().until(() -> state(camel) == HealthCheck.State.DOWN);
    }

    /** More than an answer in memory may have. */
    @Test
    void readsListsOfAnyLength() throws Exception {
        for (int i = 0; i < 2000; i++) {
            service.complete("%032x".formatted(i), "2025-12-31T10:%02d:%02d".formatted(i / 60, i % 60));
        }
        route(camel(), COMPLETE + "1h&maxMessagesPerPoll=0", exchange -> {});
        await().until(() -> given.size() == 2000);
        assertThat(given).doesNotHaveDuplicates();
    }

    private Cielo24Camel camel() throws Exception {
        Cielo24Camel camel = Cielo24Camel.to(service.baseUrl(), component -> component.setClock(clock));
        HealthCheckHelper.getHealthCheckRepository(camel.context(), "consumers").setEnabled(true);
        camels.add(camel);
        return camel;
    }

    private Cielo24Camel withFile(Processor processor) throws Exception {
        Cielo24Camel camel = camel();
        camel.context()
                .getRegistry()
                .bind(
                        "handled",
                        FileIdempotentRepository.fileIdempotentRepository(
                                folder.resolve("handled.txt").toFile()));
        return route(camel, COMPLETE + "1h&idempotentRepository=#handled", processor);
    }

    private Cielo24Camel route(Cielo24Camel camel, String uri, Processor processor) throws Exception {
        return camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .routeId("completed")
                        .process(exchange ->
                                given.add(exchange.getMessage().getHeader(Cielo24Constants.JOB_ID, String.class)))
                        .process(processor);
            }
        });
    }

    private static boolean isFor(Exchange exchange, String jobId) {
        return jobId.equals(exchange.getMessage().getHeader(Cielo24Constants.JOB_ID));
    }
}
