package com.cielo24.examples.queue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import com.cielo24.simulator.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.examples.queue.RunningQueue.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Where messages end, and how often they are tried, at a real broker. */
class OutcomesTest {

    @TempDir
    Path base;

    @Test
    void failsWhatTheServiceRefuses() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base)) {
            queue.service.faults().forJob(job(1), new Fault.AnswerEarly(400, "INVALID_URL", "not reachable"), 1);
            queue.send(url(1));

            Message failed = queue.take(".failed");
            assertThat(((TextMessage) failed).getText()).isEqualTo(url(1));
            assertThat(failed.getStringProperty("cielo24Reason")).contains("not reachable");
            assertThat(failed.getIntProperty("cielo24HttpStatus")).isEqualTo(400);
            assertThat(failed.getStringProperty("cielo24ErrorType")).isEqualTo("INVALID_URL");
            assertThat(failed.getIntProperty("cielo24Attempts")).isEqualTo(1);

            // its key is free again: the same message, sent after the cause is put right
            queue.send(url(1));
            assertThat(queue.takeAdded().get("addedBefore").asBoolean()).isFalse();
        }
    }

    @Test
    void triesAgainWithBackoffWhatMayPass() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base, "ingest.backoff", "400ms")) {
            queue.service.faults().forJob(job(1), Fault.status(503), 2);
            long start = System.nanoTime();
            queue.send(url(1));

            JsonNode added = queue.takeAdded();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_200));
            assertThat(added.get("attempt").asInt()).isEqualTo(3);
            assertThat(queue.service.requestCount()).isEqualTo(3);
            queue.assertNothingElse(".added", ".failed", ".review");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void waitsAsLongAsTheServiceAsks(int status) throws Exception {
        try (RunningQueue queue = RunningQueue.on(base, "ingest.backoff", "10ms")) {
            queue.service.faults().forJob(job(1), Fault.status(status, 2), 1);
            long start = System.nanoTime();
            queue.send(url(1));

            queue.take(".added");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_900));
        }
    }

    @Test
    void failsWithTheReasonWhenTheRetriesAreUsedUp() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base)) {
            queue.service.faults().forJob(job(1), Fault.status(429), 3);
            queue.send(url(1));

            Message failed = queue.take(".failed");
            assertThat(failed.getIntProperty("cielo24Attempts")).isEqualTo(3);
            assertThat(failed.getIntProperty("cielo24HttpStatus")).isEqualTo(429);
            assertThat(failed.propertyExists(Outcomes.FAILED_ATTEMPTS)).isFalse();
        }
    }

    @Test
    void goesOnWithItsRetriesAfterWorkerAndBrokerWereStopped() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base, "ingest.backoff", "3s")) {
            queue.service.faults().forJob(job(1), Fault.status(503), 1);
            queue.send(url(1));
            await().until(() -> queue.service.requestCount() == 1);
            await().until(() -> Mailbox.count(queue.url(), Mailbox.QUEUE) == 1);
            queue.stop();
            queue.start();

            assertThat(queue.takeAdded().get("attempt").asInt()).isEqualTo(2);
        }
    }

    static Stream<Fault> faultsThatKeepTheMedia() {
        return Stream.of(new Fault.DropAfterBody(true), Fault.status(500).kept(true));
    }

    @ParameterizedTest
    @MethodSource("faultsThatKeepTheMedia")
    void letsAPersonReviewWhatWasRefusedAfterAnUnknownOutcome(Fault fault) throws Exception {
        try (RunningQueue queue = RunningQueue.on(base)) {
            queue.service.faults().forJob(job(1), fault, 1);
            Files.writeString(queue.media.resolve("a.mp4"), "recording");
            queue.send(file(1));

            Message review = queue.take(".review");
            assertThat(((TextMessage) review).getText()).isEqualTo(file(1));
            assertThat(review.getStringProperty("cielo24What")).contains("unknown outcome");
            assertThat(review.getIntProperty("cielo24HttpStatus")).isEqualTo(400);
            assertThat(queue.service.media(job(1))).isPresent();
        }
    }

    @Test
    void letsAPersonReviewWhatWasOfUnknownOutcomeWhenTheRetriesAreUsedUp() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base)) {
            queue.service.faults().forJob(job(1), new Fault.DropAfterBody(false), 1);
            queue.service.faults().forJob(job(1), Fault.status(429), 2);
            Files.writeString(queue.media.resolve("a.mp4"), "recording");
            queue.send(file(1));

            assertThat(queue.take(".review").getIntProperty("cielo24Attempts")).isEqualTo(3);
        }
    }

    @Test
    void letsAPersonReviewWhatWasAnsweredWithAFiveHundredToTheLast() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base)) {
            queue.service.faults().forJob(job(1), Fault.status(500), 3);
            queue.send(url(1));

            Message review = queue.take(".review");
            assertThat(review.getIntProperty("cielo24Attempts")).isEqualTo(3);
            assertThat(review.getStringProperty("cielo24Reason")).contains("500");
        }
    }

    @Test
    void addsTheSameRequestOnce() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base)) {
            queue.send(url(1), url(1));

            JsonNode one = queue.takeAdded();
            JsonNode other = queue.takeAdded();
            assertThat(one.get("taskId")).isEqualTo(other.get("taskId"));
            assertThat(one.get("addedBefore").asBoolean())
                    .isNotEqualTo(other.get("addedBefore").asBoolean());
            assertThat(queue.service.requestCount()).isEqualTo(1);
            queue.assertNothingElse(".added", ".failed", ".review");
        }
    }

    @Test
    void takesAFileForTheSameHoweverItIsNamedAndAlsoWhenItIsGone() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base)) {
            Files.writeString(queue.media.resolve("a.mp4"), "recording");
            queue.send(file(1));
            queue.take(".added");
            Files.delete(queue.media.resolve("a.mp4"));
            queue.send(file(1).replace("a.mp4", ".//a.mp4"));

            assertThat(queue.takeAdded().get("addedBefore").asBoolean()).isTrue();
            assertThat(queue.service.requestCount()).isEqualTo(1);
        }
    }

    @Test
    void letsAPersonReviewWhatMayHaveArrivedBeforeItsFileWasTakenAway() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base, "ingest.backoff", "1s")) {
            queue.service.faults().forJob(job(1), new Fault.DropAfterBody(true), 1);
            Files.writeString(queue.media.resolve("a.mp4"), "recording");
            queue.send(file(1));
            await().until(() -> queue.service.media(job(1)).isPresent());
            Files.delete(queue.media.resolve("a.mp4"));

            assertThat(queue.take(".review").getStringProperty("cielo24Reason")).contains("there is no file");
        }
    }

    @Test
    void neverWorksOnOneJobTwiceAtOnce() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base)) {
            queue.service.faults().forJob(job(1), new Fault.AnswerLate(Duration.ofSeconds(1)), 1);
            queue.send(url(1), url(1).replace("1.mp4", "other.mp4"), url(1).replace("1.mp4", "third.mp4"));

            queue.take(".added");
            queue.take(".failed");
            queue.take(".failed");
            assertThat(queue.service.mostConcurrent()).isEqualTo(1);
            assertThat(queue.service.requestCount()).isEqualTo(3);
        }
    }

    @Test
    void holdsUpNoOtherMessageBehindASlowUpload() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base, "ingest.consumers", "2")) {
            queue.service.faults().forJob(job(1), new Fault.SlowReading(1_000_000), 1);
            Files.write(queue.media.resolve("a.mp4"), new byte[8_000_000]);
            queue.send(file(1));
            await().until(() -> queue.service.uploadsInProgress() == 1);
            for (int i = 2; i <= 21; i++) {
                queue.send(url(i));
            }
            for (int i = 2; i <= 21; i++) {
                assertThat(queue.takeAdded().get("mode").asText()).isEqualTo("url");
            }
            assertThat(queue.service.uploadsInProgress()).isEqualTo(1);
            assertThat(queue.takeAdded().get("mode").asText()).isEqualTo("upload");
        }
    }

    @Test
    void isNotTakenForDeadWhileAnUploadTakesLongerThanTheBrokerWaitsForASign() throws Exception {
        // the broker gives up a client that is silent for 2 seconds; the upload takes 6
        int port = Cluster.freePort();
        try (RunningQueue broker = RunningQueue.on(base, "broker.port", "" + port, "ingest.consumers", "0");
                RunningQueue queue = RunningQueue.on(
                        base.resolve("worker"),
                        "broker.port",
                        "" + port,
                        "broker.url",
                        "tcp://127.0.0.1:" + port + "?connectionTTL=2000&clientFailureCheckPeriod=500")) {
            queue.service.faults().forJob(job(1), new Fault.SlowReading(1_000_000), 2);
            Files.write(queue.media.resolve("a.mp4"), new byte[6_500_000]);
            queue.send(file(1));

            assertThat(queue.takeAdded().get("attempt").asInt()).isEqualTo(1);
            assertThat(queue.service.requestCount()).isEqualTo(1);
            queue.assertNothingElse(".added", ".failed", ".review");
        }
    }

    @Test
    void givesUpAMessageThatNoWorkerSurvives() throws Exception {
        try (RunningQueue queue = RunningQueue.on(base)) {
            queue.mailbox().send((Session session) -> {
                Message message = session.createTextMessage(url(1));
                message.setIntProperty(Outcomes.FAILED_ATTEMPTS, 3);
                return message;
            });

            assertThat(queue.take(".failed").getStringProperty("cielo24Reason"))
                    .contains("did not live to see its end");
            assertThat(queue.service.requestCount()).isZero();
        }
    }

    private static String url(int job) {
        return "{\"jobId\": \"" + job(job) + "\", \"mediaUrl\": \"https://x.example/" + job + ".mp4\"}";
    }

    private static String file(int job) {
        return "{\"jobId\": \"" + job(job) + "\", \"file\": \"a.mp4\"}";
    }
}
