package com.cielo24.camel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the log says of each file and message. */
class TrafficLogTest {

    private final Recorder log = new Recorder("com.cielo24");

    @AfterEach
    void stop() {
        log.close();
    }

    @Test
    void saysOneLineOfAnUpload() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            Exchange exchange = camel.add(new byte[5_000]);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .matches("Job " + JOB + ", addMedia by upload: 5000 bytes in \\d+\\.\\d{3} s \\(\\d+\\.\\d MB/s\\),"
                            + " task " + exchange.getMessage().getBody());
        }
    }

    @Test
    void saysOneLineOfAUrlAndOfAJob() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            Exchange added = camel.add("https://media.example.com/a.mp4?signature=s3cr3t");
            Object job = camel.add("cielo24:createJob", "Lecture", Map.of())
                    .getMessage()
                    .getHeader(Cielo24Constants.JOB_ID);

            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .matches("Job " + JOB + ", addMedia by url: added in \\d+\\.\\d{3} s, task "
                            + added.getMessage().getBody());
            assertThat(log.lines().get(1)).matches("Job " + job + ", createJob: answered in .*");
        }
    }

    @Test
    void namesAJobThatTheCallHasCreated() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            service.faults().next(new Fault.DropDuringBody(100_000));
            for (int i = 0; i < 2; i++) {
                camel.add("cielo24:addMedia?createJob=true&externalId=one", new byte[5_000_000], Map.of());
            }

            String job = service.jobs().get(0).jobId();
            assertThat(log.lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                    .startsWith("Job " + job));
            assertThat(log.events())
                    .extracting(event -> event.getMDCPropertyMap().get("cielo24.jobId"))
                    .containsOnly(job);
            assertThat(MDC.get("cielo24.jobId")).isNull();
        }
    }

    /** The route has the exception, and knows whether a person can do anything about it. */
    @Test
    void saysAtInfoWhatFailed() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            service.faults().next(new Fault.DropDuringBody(100_000));
            Exchange broken = camel.add(new byte[50_000_000]);
            Exchange wrong = camel.add("cielo24:addMedia", new byte[1], Map.of(Cielo24Constants.JOB_ID, "no\nhex"));

            assertThat(log.events()).allMatch(event -> event.getLevel() == Level.INFO);
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .startsWith(broken.getException().getMessage())
                    .containsPattern("\\(addMedia by upload: transport, \\d+ of 50000000 bytes in ");
            assertThat(log.lines().get(1))
                    .startsWith(wrong.getException().getMessage())
                    .contains("invalid")
                    .doesNotContain("\n");
        }
    }

    @Test
    void saysEveryNowAndThenHowFarALongUploadIs() throws Exception {
        try (PausedService service = new PausedService();
                Cielo24Camel camel = Cielo24Camel.to(service.raw())) {
            Map<String, Object> job = Map.of(Cielo24Constants.JOB_ID, JOB);
            CompletableFuture<Exchange> sent = CompletableFuture.supplyAsync(
                    () -> camel.add("cielo24:addMedia?progressInterval=1s", new byte[PausedService.SIZE], job));
            await().until(() -> log.lines().size() >= 2);
            service.takeTheRest();
            sent.get();

            assertThat(log.lines().get(0))
                    .matches("Job " + JOB + ": \\d+ of 64000000 bytes sent \\(\\d\\d %\\), \\d+\\.\\d MB/s");
            assertThat(log.events().get(0).getMDCPropertyMap()).containsEntry("cielo24.jobId", JOB);
        }
    }

    @Test
    void marksItsLinesWithTheJobAndLeavesNoMark() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            camel.add(new byte[5_000]);

            assertThat(log.events()).allMatch(event -> List.of(JOB)
                    .containsAll(event.getMDCPropertyMap().values()));
            assertThat(log.events().get(0).getMDCPropertyMap()).containsEntry("cielo24.jobId", JOB);
            assertThat(MDC.get("cielo24.jobId")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {JOB, "no hex", ""})
    void givesTheUsersOwnMarkBack(String job) throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service);
                MDC.MDCCloseable order = MDC.putCloseable("order", "4711");
                MDC.MDCCloseable mark = MDC.putCloseable("cielo24.jobId", "mine")) {
            camel.add("cielo24:addMedia", new byte[5_000], Map.of(Cielo24Constants.JOB_ID, job));

            assertThat(log.events().get(0).getMDCPropertyMap())
                    .containsEntry("cielo24.jobId", job.equals(JOB) ? JOB : "mine")
                    .containsEntry("order", "4711");
            assertThat(MDC.getCopyOfContextMap())
                    .containsOnly(Map.entry("cielo24.jobId", "mine"), Map.entry("order", "4711"));
        }
    }

    /** Camel then keeps values of the MDC with the exchange, and carries them to other threads. */
    @Test
    @SuppressWarnings("deprecation") // Camel 4.18 has no other way
    void givesTheUsersOwnMarkBackWhereCamelUsesTheMdc() throws Exception {
        List<String> before = new CopyOnWriteArrayList<>();
        List<Map<String, String>> after = new CopyOnWriteArrayList<>();
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service, context -> {
                    context.setUseMDCLogging(true);
                    context.setMDCLoggingKeysPattern("*");
                })) {
            camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .routeId("in")
                            .process(exchange -> {
                                MDC.put("order", "4711");
                                MDC.put("cielo24.jobId", "mine");
                            })
                            .threads(2)
                            .process(exchange -> before.add(MDC.get("cielo24.jobId")))
                            .to("cielo24:addMedia")
                            .process(exchange -> after.add(MDC.getCopyOfContextMap()));
                }
            });
            Exchange sent = camel.add("direct:in", new byte[5_000], Map.of(Cielo24Constants.JOB_ID, JOB));

            assertThat(sent.getException()).isNull();
            assertThat(before).containsExactly("mine");
            assertThat(log.events().get(0).getMDCPropertyMap())
                    .containsEntry("cielo24.jobId", JOB)
                    .containsEntry("order", "4711")
                    .containsEntry("camel.routeId", "in");
            assertThat(after).singleElement().satisfies(values -> assertThat(values)
                    .containsEntry("cielo24.jobId", "mine")
                    .containsEntry("order", "4711")
                    .containsEntry("camel.routeId", "in"));
        } finally {
            MDC.clear();
        }
    }
}
