package com.cielo24.examples.queue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.Faults;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.queue.RunningQueue.newJob;
import static com.cielo24.examples.queue.RunningQueue.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What may pass, passes: no message ends in failed because of an outage, unless it lasts too long. */
class OutageTest {

    private static final String[] QUICK = {
        "camel.beans.outage.failureThreshold", "3", "camel.beans.outage.interval", "200ms"
    };

    private static final String[] DEFAULTS = {
        "ingest.backoff", "1s", "ingest.busy", "2s", "camel.beans.outage.failureThreshold", "3"
    };

    @TempDir
    Path base;

    @Test
    void addsEveryMessageWhenTheServiceIsBackAndSendsFewUntilThen() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base, QUICK)) {
            outage(queue, service -> service.always(Fault.status(503)), Duration.ofSeconds(3));
        }
    }

    @Test
    @Tag("long")
    void addsEveryMessageAfterTwoMinutesWithoutAServiceWithDefaultSettings() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base, DEFAULTS)) {
            outage(queue, service -> service.always(Fault.status(503)), Duration.ofMinutes(2));
        }
    }

    @Test
    @Tag("long")
    void addsEveryMessageAfterAMinuteWithoutALoginWithDefaultSettings() throws Exception {
        try (RunningQueue queue = RunningQueue.on(
                base,
                with(
                        "camel.component.cielo24.username",
                        Cielo24Simulator.DEMO_ACCOUNT.username(),
                        "camel.component.cielo24.securekey",
                        Cielo24Simulator.DEMO_ACCOUNT.securekey()))) {
            outage(
                    queue,
                    service -> service.forCall("/api/account/login", Fault.status(401), 1_000),
                    Duration.ofMinutes(1));
        }
    }

    @Test
    @Tag("long")
    void addsEveryMessageAfterAMinuteWithoutADatabaseWithDefaultSettings() throws Exception {
        Path data = base.resolve("postgresql");
        int port = ProgramProcess.freePort();
        EmbeddedPostgres postgres = ChaosTest.start(data, port);
        try (RunningQueue queue =
                RunningQueue.on(base, with("ingest.jdbc.url", postgres.getJdbcUrl("postgres", "postgres")))) {
            queue.send(url(newJob()));
            queue.take(".added");
            ChaosTest.kill(data);
            ChaosTest.close(postgres);
            sendMany(queue);
            await().pollDelay(Duration.ofMinutes(1))
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> true);
            assertThat(queue.service.requestCount()).isEqualTo(1);
            postgres = ChaosTest.start(data, port);
            awaitAll(queue);
        } finally {
            postgres.close();
        }
    }

    /** The connection stays, and nothing comes: as when a network goes silent. */
    @Test
    @Tag("long")
    void givesUpASilentDatabaseAndTriesAgain() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RunningQueue queue = RunningQueue.on(
                        base, with("ingest.jdbc.url", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x"))) {
            long start = System.nanoTime();
            queue.send(url(newJob()));
            // a second connection: the first was given up
            silent.accept();
            silent.accept();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
            assertThat(queue.service.requestCount()).isZero();
        }
    }

    private static String[] with(String... settings) {
        return Stream.concat(Arrays.stream(DEFAULTS), Arrays.stream(settings)).toArray(String[]::new);
    }

    private static void outage(RunningQueue queue, Consumer<Faults> begin, Duration duration) throws Exception {
        begin.accept(queue.service.faults());
        sendMany(queue);
        await().pollDelay(duration).atMost(duration.plusSeconds(60)).until(() -> true);
        long requests = queue.service.requestCount();
        queue.service.faults().clear();
        awaitAll(queue);
        assertThat(requests).isLessThan(30);
    }

    private static void sendMany(RunningQueue queue) throws Exception {
        queue.send(IntStream.range(0, 200).mapToObj(i -> url(newJob())).toArray(String[]::new));
    }

    private static void awaitAll(RunningQueue queue) throws Exception {
        await().atMost(Duration.ofMinutes(4)).until(() -> Mailbox.count(queue.url(), Mailbox.QUEUE + ".added") == 200);
        queue.mailbox().takeAll(".added");
        queue.assertNothingElse();
    }

    @Test
    void goesOnWithItsAttemptsAfterWorkerAndBrokerWereStoppedAndGivesUpAtLast() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base, "ingest.backoff", "300ms", "ingest.give-up", "10s")) {
            String passes = newJob();
            queue.service.faults().forJob(passes, Fault.status(429), 1);
            queue.send(url(passes));
            await().atMost(RunningQueue.PATIENCE).until(() -> queue.service.requestCount() == 1);
            queue.stop();
            queue.start();
            assertThat(queue.takeAdded().get("attempt").asInt()).isEqualTo(2);

            // as if they were first tried long ago
            String refused = newJob();
            String unknown = newJob();
            queue.service.faults().forJob(refused, Fault.status(429), 1);
            queue.service.faults().forJob(unknown, Fault.status(429), 1);
            queue.mailbox().send((Session session) -> triedBefore(session.createTextMessage(url(refused))));
            Message failed = queue.take(".failed");
            assertThat(failed.getStringProperty("cielo24What")).isEqualTo("given up");
            assertThat(failed.getIntProperty("cielo24HttpStatus")).isEqualTo(429);
            assertThat(failed.getIntProperty("cielo24Attempts")).isEqualTo(8);
            assertThat(failed.propertyExists("cielo24FailedAttempts")).isFalse();
            queue.mailbox().send((Session session) -> {
                Message message = triedBefore(session.createTextMessage(url(unknown)));
                message.setBooleanProperty("cielo24OutcomeUnknown", true);
                return message;
            });
            assertThat(queue.take(".review").getIntProperty("cielo24HttpStatus"))
                    .isEqualTo(429);
        }
    }

    private static Message triedBefore(Message message) throws jakarta.jms.JMSException {
        message.setIntProperty("cielo24FailedAttempts", 7);
        message.setLongProperty("cielo24FirstAttempt", System.currentTimeMillis() - 20_000);
        return message;
    }

    @Test
    void letsAPersonReviewWhatMayHaveArrivedBeforeItsFileWasTakenAway() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base, "ingest.backoff", "2s")) {
            String job = newJob();
            queue.service.faults().forJob(job, new Fault.DropAfterBody(true), 1);
            // its worker is stopped before the answer comes
            String stopped = newJob();
            queue.service.faults().forJob(stopped, new Fault.AnswerLate(Duration.ofMinutes(1)), 1);
            Path file = Files.writeString(queue.media.resolve("a.mp4"), "recording");
            queue.send(RunningQueue.file(job, "a.mp4"), RunningQueue.file(stopped, "a.mp4"));
            await().atMost(RunningQueue.PATIENCE)
                    .until(() -> queue.service.media(job).isPresent()
                            && queue.service.media(stopped).isPresent());
            Files.delete(file);
            queue.stop();
            queue.start();

            assertThat(queue.takeReason(".review")).contains("there is no file");
            assertThat(queue.takeReason(".review")).contains("there is no file");
        }
    }

    @Test
    void isNotTakenForDeadWhileAnUploadTakesLongerThanTheBrokerWaitsForASign() throws Exception {
        int port = ProgramProcess.freePort();
        try (RunningQueue broker = RunningQueue.on(base, "broker.port", "" + port, "ingest.consumers", "0");
                RunningQueue queue = RunningQueue.on(
                        base.resolve("worker"),
                        "broker.port",
                        "" + port,
                        "broker.url",
                        "tcp://127.0.0.1:" + port + "?connectionTTL=1000&clientFailureCheckPeriod=300")) {
            String job = newJob();
            queue.service.faults().forJob(job, new Fault.SlowReading(1_000_000), 2);
            Files.write(queue.media.resolve("a.mp4"), new byte[3_500_000]);
            queue.send(RunningQueue.file(job, "a.mp4"));

            assertThat(queue.takeAdded().get("attempt").asInt()).isEqualTo(1);
            assertThat(queue.service.requestCount()).isEqualTo(1);
        }
    }

    /** The same worker by AMQP 1.0, as with a broker of another kind. */
    @Test
    void worksWithABrokerByAmqp() throws Exception {
        int port = ProgramProcess.freePort();
        try (RunningQueue broker = RunningQueue.on(base, "broker.port", "" + port, "ingest.consumers", "0");
                RunningQueue queue = RunningQueue.on(
                        base.resolve("worker"), "broker.port", "" + port, "broker.url", "amqp://127.0.0.1:" + port)) {
            String later = newJob();
            String late = newJob();
            queue.service.faults().forJob(later, Fault.status(503), 3);
            queue.service.faults().forJob(late, new Fault.AnswerLate(Duration.ofSeconds(1)), 1);
            Files.writeString(queue.media.resolve("a.mp4"), "recording");
            try (Connection sender = new JmsConnectionFactory("amqp://127.0.0.1:" + port).createConnection()) {
                Session session = sender.createSession();
                Message message = session.createTextMessage(url(later));
                // the broker rejects another message with it
                message.setStringProperty("_AMQ_DUPL_ID", later);
                session.createProducer(session.createQueue(Mailbox.QUEUE)).send(message);
            }
            queue.send(RunningQueue.file(late, "a.mp4"), RunningQueue.file(late, "a.mp4"), "what");

            assertThat(queue.takeReason(".failed")).contains("not a JSON object");
            int attempts = 0;
            for (int i = 0; i < 3; i++) {
                attempts += queue.takeAdded().get("attempt").asInt();
            }
            assertThat(attempts).isEqualTo(4 + 1 + 1);
            broker.assertNothingElse();
        }
    }
}
