package com.cielo24.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.cielo24.camel.LedgerProgram.Step;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.TestDatabase;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Processes that share a ledger, and die or are stopped while they send. The service lives on. */
class LedgerProcessesTest {

    private static final String OWN_JOB = "cielo24:addMedia?createJob=true";

    @TempDir
    Path folder;

    private final Cielo24Simulator service = Cielo24Simulator.builder().start();
    private final List<Process> processes = new ArrayList<>();
    private String jdbcUrl;
    private JdbcMediaLedger ledger;
    private Cielo24Camel camel;

    private void start(TestDatabase kind) throws Exception {
        jdbcUrl = kind.create(folder);
        ledger = new JdbcMediaLedger(TestDatabase.connect(jdbcUrl), Duration.ofSeconds(1));
        camel = Cielo24Camel.to(service, context -> context.getRegistry().bind("ledger", ledger));
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        if (camel != null) {
            camel.close();
            ledger.close();
        }
        service.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"BEFORE_CLAIM", "AFTER_CLAIM", "BEFORE_SETTLEMENT", "AFTER_SETTLEMENT"})
    void addsOnceWhereverAProcessDies(Step step) throws Exception {
        start(TestDatabase.SQLITE);
        assertAddedOnceAfter(step);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"BEFORE_CLAIM", "AFTER_CLAIM", "BEFORE_SETTLEMENT", "AFTER_SETTLEMENT"})
    @Tag("long")
    void addsOnceWhereverAProcessDiesWithPostgresql(Step step) throws Exception {
        start(TestDatabase.POSTGRESQL);
        assertAddedOnceAfter(step);
    }

    private void assertAddedOnceAfter(Step step) throws Exception {
        Path file = file(1000);
        assertThat(run(step, file, "-").waitFor()).isEqualTo(137);
        assertAdded(file, step == Step.BEFORE_SETTLEMENT || step == Step.AFTER_SETTLEMENT);
        assertThat(service.requestCount()).as("not sent twice").isEqualTo(1);
    }

    @Test
    void addsOnceIfAProcessIsKilledWhileItSends() throws Exception {
        start(TestDatabase.SQLITE);
        Path file = file(20_000_000);
        service.faults().next(new Fault.SlowReading(1_000_000));
        Process process = run(Step.NONE, file, "-");
        await().until(() -> service.bytesReceived() > 1_000_000);
        kill(process);
        assertAdded(file, false);
        assertThat(service.requestCount()).isEqualTo(2);
    }

    @Test
    void addsOnceIfAProcessIsKilledBeforeTheAnswer() throws Exception {
        start(TestDatabase.SQLITE);
        Path file = file(1000);
        service.faults().next(new Fault.AnswerLate(Duration.ofMinutes(5)));
        Process process = run(Step.NONE, file, "-");
        await().until(() -> service.media().size() == 1);
        kill(process);
        assertAdded(file, true);
        assertThat(service.requestCount()).isEqualTo(1);
    }

    @Test
    void saysThatTheOutcomeIsUnknownIfAProcessIsKilledBeforeTheAnswerForANamedJob() throws Exception {
        start(TestDatabase.SQLITE);
        Path file = file(1000);
        String job = newJob();
        service.faults().next(new Fault.AnswerLate(Duration.ofMinutes(5)));
        Process process = run(Step.NONE, file, job);
        await().until(() -> service.media().size() == 1);
        kill(process);
        Cielo24Exception failure = Cielo24Camel.failure(untilNotBusy(file, job));
        assertThat(failure).isInstanceOf(Cielo24UnknownOutcomeException.class);
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void addsOnceIfTwoProcessesClaimOneJob() throws Exception {
        start(TestDatabase.SQLITE);
        Path file = file(1000);
        service.faults().next(new Fault.AnswerLate(Duration.ofSeconds(2)));
        List<Process> both = List.of(run(Step.NONE, file, "-"), run(Step.NONE, file, "-"));
        List<String> outcomes = new ArrayList<>();
        for (Process process : both) {
            assertThat(process.waitFor()).isZero();
            outcomes.add(outcome(process));
        }
        assertThat(outcomes)
                .containsOnlyOnce("added")
                .anyMatch(one -> one.matches("Cielo24JobBusyException|added before"));
        assertThat(service.media()).hasSize(1);
        assertThat(service.requestCount()).isEqualTo(1);
    }

    /** It sends while others have taken its job over: the service takes one of the two. */
    @Test
    void takesOverFromAProcessThatIsStoppedWhileItSends() throws Exception {
        start(TestDatabase.SQLITE);
        Path file = file(12_000_000);
        service.faults().next(new Fault.SlowReading(3_000_000));
        Process process = run(Step.NONE, file, "-");
        await().until(() -> service.bytesReceived() > 1_000_000);
        stopBetweenBeats(process);
        assertAdded(file, false);
        signal(process, "CONT");
        assertThat(process.waitFor()).isZero();
        assertThat(outcome(process)).isEqualTo("added before");
        assertThat(service.media()).hasSize(1);
        assertAdded(file, true);
        assertThat(service.requestCount()).isEqualTo(2);
    }

    /** The service has told it that the media was added: that counts, however late it is written. */
    @Test
    void recordsWhatAProcessAddedThatWasStopped() throws Exception {
        start(TestDatabase.SQLITE);
        Path file = file(1000);
        String job = newJob();
        Process process = run(Step.WAITS, file, job);
        await().until(() -> service.media().size() == 1);
        stopBetweenBeats(process);
        assertThat(Cielo24Camel.failure(untilNotBusy(file, job))).isInstanceOf(Cielo24UnknownOutcomeException.class);
        Files.createFile(folder.resolve("release"));
        signal(process, "CONT");
        assertThat(process.waitFor()).isZero();
        assertThat(outcome(process)).isEqualTo("added");
        Exchange again = untilNotBusy(file, job);
        assertThat(again.getMessage().getHeader(Cielo24Constants.ADDED_BEFORE)).isEqualTo(true);
        assertThat(again.getMessage().getBody())
                .isEqualTo(service.media(job).orElseThrow().taskId());
    }

    private void assertAdded(Path file, boolean before) {
        Exchange exchange = untilNotBusy(file, null);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders().containsKey(Cielo24Constants.ADDED_BEFORE))
                .as("added before")
                .isEqualTo(before);
        assertThat(service.media()).hasSize(1);
        assertThat(service.jobs()).hasSize(1);
    }

    private Exchange untilNotBusy(Path file, String job) {
        AtomicReference<Exchange> last = new AtomicReference<>();
        await().until(() -> {
            last.set(camel.add(OWN_JOB, file, job == null ? Map.of() : Map.of(Cielo24Constants.JOB_ID, job)));
            return !(last.get().getException() instanceof Cielo24JobBusyException);
        });
        return last.get();
    }

    private String newJob() {
        return camel.add("cielo24:createJob", null, Map.of())
                .getMessage()
                .getHeader(Cielo24Constants.JOB_ID, String.class);
    }

    private Path file(int bytes) throws IOException {
        return Files.write(folder.resolve("lecture.mp4"), new byte[bytes]);
    }

    private Process run(Step step, Path file, String job) throws IOException {
        Process process = LedgerProgram.process(
                        service, jdbcUrl, file.toString(), step, job, folder.resolve("release"), OWN_JOB)
                .redirectError(
                        folder.resolve("errors-" + processes.size() + ".log").toFile())
                .redirectOutput(output(processes.size()).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private Path output(int number) {
        return folder.resolve("output-" + number + ".log");
    }

    private String outcome(Process process) throws IOException {
        String output = Files.readString(output(processes.indexOf(process)));
        return output.replaceFirst("(?s).*OUTCOME \\{outcome=(.*?)}.*", "$1");
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** A process that is stopped while it writes a beat keeps SQLite's lock, and others wait until it goes on. */
    private void stopBetweenBeats(Process process) {
        await().until(() -> {
            signal(process, "STOP");
            if (isWritable()) {
                return true;
            }
            signal(process, "CONT");
            return false;
        });
    }

    private boolean isWritable() {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("begin immediate");
            statement.execute("rollback");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
