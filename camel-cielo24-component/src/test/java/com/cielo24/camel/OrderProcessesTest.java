package com.cielo24.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import com.cielo24.camel.LedgerProgram.Step;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.TestDatabase;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.Order;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Processes that die while they order: no job is ordered twice, and each is ordered in the end. */
class OrderProcessesTest {

    private static final String PERFORM = "/api/job/perform_transcription";
    private static final String PREMIUM = "cielo24:performTranscription?fidelity=PREMIUM";

    @TempDir
    Path folder;

    private final Cielo24Simulator service =
            Cielo24Simulator.builder().transcriptionTime(Duration.ofHours(1)).start();
    private final List<Process> processes = new ArrayList<>();
    private String jdbcUrl;
    private JdbcMediaLedger ledger;
    private Cielo24Camel camel;

    @BeforeEach
    void start() throws Exception {
        jdbcUrl = TestDatabase.SQLITE.create(folder);
        ledger = new JdbcMediaLedger(TestDatabase.connect(jdbcUrl), Duration.ofSeconds(1));
        camel = Cielo24Camel.to(service, context -> context.getRegistry().bind("ledger", ledger));
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        camel.close();
        ledger.close();
        service.close();
    }

    private String jobWithMedia() {
        String job = camel.add("cielo24:createJob", null, Map.of())
                .getMessage()
                .getHeader(Cielo24Constants.JOB_ID, String.class);
        Exchange added = camel.add(
                "cielo24:addMedia", "https://media.example.com/" + job + ".mp4", Map.of(Cielo24Constants.JOB_ID, job));
        assertThat(added.getException()).isNull();
        return job;
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"AFTER_CLAIM"})
    void ordersOnceWhereverAProcessDies(Step step) throws Exception {
        assertOrderedOnceAfter(step);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"BEFORE_CLAIM", "BEFORE_SETTLEMENT", "AFTER_SETTLEMENT"})
    @Tag("long")
    void ordersOnceWhereverElseAProcessDies(Step step) throws Exception {
        assertOrderedOnceAfter(step);
    }

    private void assertOrderedOnceAfter(Step step) throws Exception {
        String job = jobWithMedia();
        assertThat(run(step, job).waitFor()).isEqualTo(137);
        assertOrdered(job, step == Step.BEFORE_SETTLEMENT || step == Step.AFTER_SETTLEMENT);
    }

    @Test
    void ordersOnceIfAProcessIsKilledBeforeTheAnswer() throws Exception {
        String job = jobWithMedia();
        service.faults().forCall(PERFORM, new Fault.AnswerLate(Duration.ofMinutes(5)), 1);
        Process process = run(Step.NONE, job);
        await().until(() -> service.orders().size() == 1);
        process.destroyForcibly().waitFor();
        assertOrdered(job, true);
    }

    /** An answer is lost with the order kept or not; the process lives. */
    @Test
    void ordersOnceWhateverBecomesOfTheAnswer() {
        for (boolean kept : new boolean[] {true, false}) {
            String job = jobWithMedia();
            service.faults().forCall(PERFORM, new Fault.DropAfterBody(kept), 1);
            assertThat(Cielo24Camel.failure(order(job)).isRetryable()).isTrue();
            assertOrdered(job, kept);
            service.faults().forCall(PERFORM, Fault.status(503).kept(kept), 1);
            String other = jobWithMedia();
            assertThat(Cielo24Camel.failure(order(other)).isRetryable()).isTrue();
            assertOrdered(other, kept);
        }
        assertThat(service.orders()).hasSize(4);
    }

    @Test
    @Tag("long")
    void ordersOnceWhenverProcessesAreKilled() throws Exception {
        Random random = new Random(17);
        for (int round = 0; round < 15; round++) {
            String job = jobWithMedia();
            service.faults().forCall(PERFORM, new Fault.AnswerLate(Duration.ofMillis(300)), 2);
            List<Process> both = List.of(run(Step.NONE, job), run(Step.NONE, job));
            for (Process process : both) {
                process.waitFor(1000 + random.nextInt(1500), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
            }
            service.faults().clear();
            order(job);
            Exchange last = untilNotBusy(job);
            assertThat(last.getException()).isNull();
            assertThat(ordersOf(job)).isEqualTo(1);
        }
    }

    private void assertOrdered(String job, boolean before) {
        Exchange exchange = untilNotBusy(job);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders().containsKey(Cielo24Constants.ORDERED_BEFORE))
                .as("ordered before")
                .isEqualTo(before);
        assertThat(ordersOf(job)).isEqualTo(1);
    }

    private long ordersOf(String job) {
        return service.orders().stream().map(Order::jobId).filter(job::equals).count();
    }

    private Exchange order(String job) {
        return camel.add(PREMIUM, null, Map.of(Cielo24Constants.JOB_ID, job));
    }

    private Exchange untilNotBusy(String job) {
        return await().until(
                        () -> order(job), exchange -> !(exchange.getException() instanceof Cielo24JobBusyException));
    }

    private Process run(Step step, String job) throws IOException {
        Process process = LedgerProgram.process(service, jdbcUrl, "-", step, job, folder.resolve("release"), PREMIUM)
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, "output", ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }
}
