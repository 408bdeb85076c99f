package com.cielo24.examples.queue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.examples.support.Refusal;
import com.cielo24.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.queue.RunningQueue.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What only processes of their own show: the demo, exit codes, what is on the terminal, and deaths. */
class ProgramTest {

    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1");

    @TempDir
    Path base;

    @Test
    void letsAFurtherWorkerJoinTheDemoFromItsFolderAndShowsWhatIsUnderWayOnAPage() throws Exception {
        String port = "" + ProgramProcess.freePort();
        Map<String, String> settings = Map.of("broker.port", port, QueueProcess.PAGE_PORT, "0");
        try (QueueProcess demo = QueueProcess.start(base, QUICK, settings)) {
            demo.awaitOutput("Ctrl-C ends");
            assertThat(demo.page("console.txt"))
                    .contains("addMedia by url job ")
                    .contains("addMedia by upload job ");
            assertThat(demo.page("health")).contains("\"status\":\"UP\"").contains("producer:cielo24");
            assertThat(demo.page("metrics")).contains("cielo24_outcomes_total", "ingest_review 0.0");
            try (Mailbox mailbox = new Mailbox("tcp://127.0.0.1:" + port)) {
                mailbox.send("{\"jobId\": \"" + job(7) + "\", \"file\": \"../x.mp4\"}");
            }
            await().atMost(RunningQueue.PATIENCE).untilAsserted(() -> assertThat(demo.page("work"))
                    .contains("\"review\":{\"value\":{\"count\":0")
                    .contains("\"failed\":{\"value\":{\"count\":1")
                    .contains("../x.mp4 to job " + job(7), "send the message again", "tone.wav to job "));
            try (QueueProcess worker = QueueProcess.start(base.resolve("data/demo"), QUICK, Map.of())) {
                worker.awaitOutput("Taking messages of cielo24.media at tcp://127.0.0.1:" + port);
                await().atMost(RunningQueue.PATIENCE).until(() -> {
                    try (Mailbox mailbox = new Mailbox("tcp://127.0.0.1:" + port)) {
                        mailbox.send("{\"createJob\": {\"externalId\": \"" + UUID.randomUUID()
                                + "\"}, \"file\": \"tone.wav\"}");
                    }
                    return worker.output().contains("added, task");
                });
            }
        }
    }

    @Test
    void endsWithTwoAndTheReasonIfTheConfigurationIsWrong() {
        assertRefused("ingest.consumers is 'many'", Map.of("ingest.consumers", "many"));
        assertRefused("broker.url is configured, but no account", Map.of("broker.url", "tcp://127.0.0.1:1"));
        assertRefused("is not a URL of PostgreSQL", withAccount("ingest.jdbc.url", "jdbc:mysql://x/y?password=SECRET"));
        assertRefused("broker.url (what://x)", withAccount("broker.url", "what://u:SECRET@x?password=SECRET"));
        assertRefused("there is no key ingest.retries", withAccount("ingest.retries", "5"));
        assertRefused("--once is for the demo", withAccount("ingest.consumers", "1"), "--once");
    }

    private static Map<String, String> withAccount(String key, String value) {
        return Map.of("camel.component.cielo24.api-token", "c1e10240", key, value);
    }

    private void assertRefused(String reason, Map<String, String> properties, String... args) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("ingest.folder", base.toString());
        all.put("media.root", base.toString());
        all.put("broker.port", "" + ProgramProcess.freePort());
        assertThat(Refusal.of(MessageQueue::new, all, args))
                .contains("Cannot start: ", reason)
                .doesNotContain("SECRET")
                .doesNotContain("\tat ");
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (RunningQueue first = RunningQueue.on(base)) {
            Map<String, String> settings = Map.of(
                    "broker.port",
                    "" + first.port,
                    "ingest.folder",
                    base.resolve("other").toString());
            try (QueueProcess second = QueueProcess.start(base, QUICK, settings)) {
                assertThat(second.awaitExit(60)).as(second.output()).isEqualTo(2);
                assertThat(second.output()).contains("Cannot start: ", "set broker.url=" + first.url());
            }
        }
    }

    @Test
    void saysOnceThatTheBrokerIsAwayAndGoesOnWhenItIsBack() throws Exception {
        try (Cluster cluster = new Cluster(base, Map.of("camel.component.jms.recovery-interval", "200"))) {
            cluster.startBroker();
            QueueProcess worker = cluster.startWorker("-XX:TieredStopAtLevel=1");
            cluster.awaitWorkers();
            cluster.killBroker();
            worker.awaitOutput("is away");
            // several of its attempts to connect
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            cluster.startBroker();
            worker.awaitOutput("is back");

            assertThat(worker.output().lines().filter(line -> line.contains("is away")))
                    .hasSize(1);
            assertThat(worker.output().lines().filter(line -> line.contains("is back")))
                    .hasSize(1);
            assertThat(worker.output()).doesNotContain("Exception").doesNotContain("\tat ");
            try (Mailbox mailbox = new Mailbox(cluster.brokerUrl())) {
                mailbox.send("{\"jobId\": \"" + job(1) + "\", \"mediaUrl\": \"https://x.example/\"}");
                assertThat(mailbox.take(".added", RunningQueue.PATIENCE)).isNotNull();
            }
        }
    }

    @Test
    void takesAMessageWhoseWorkerDiedWhileItSentForOneOfUnknownOutcome() throws Exception {
        try (Cluster cluster = new Cluster(base, Map.of("ingest.backoff", "100ms", "ingest.lease", "2s"))) {
            cluster.service.faults().forJob(job(1), new Fault.AnswerLate(Duration.ofSeconds(60)), 1);
            Files.writeString(cluster.media().resolve("a.mp4"), "recording");
            cluster.startBroker();
            QueueProcess doomed = cluster.startWorker("-XX:TieredStopAtLevel=1");
            try (Mailbox mailbox = new Mailbox(cluster.brokerUrl())) {
                mailbox.send("{\"jobId\": \"" + job(1) + "\", \"file\": \"a.mp4\"}");
                await().atMost(RunningQueue.PATIENCE)
                        .until(() -> cluster.service.media(job(1)).isPresent());
                doomed.kill();
                cluster.startWorker("-XX:TieredStopAtLevel=1");

                assertThat(mailbox.take(".review", RunningQueue.PATIENCE).getStringProperty("cielo24What"))
                        .contains("after an attempt of unknown outcome");
            }
        }
    }
}
