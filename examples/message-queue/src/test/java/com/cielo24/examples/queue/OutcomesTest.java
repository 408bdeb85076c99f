package com.cielo24.examples.queue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.cielo24.examples.queue.RunningQueue.file;
import static com.cielo24.examples.queue.RunningQueue.newJob;
import static com.cielo24.examples.queue.RunningQueue.url;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Where messages end, and how often they are tried, at a real broker. */
class OutcomesTest extends SharedQueue {

    private static final String NEW = "/api/job/new";

    private final String job = newJob();

    @Test
    void failsWhatTheServiceRefuses() throws Exception {
        queue.service.faults().forJob(job, new Fault.AnswerEarly(400, "INVALID_URL", "not reachable"), 1);
        queue.send(url(job));

        Message failed = queue.take(".failed");
        assertThat(((TextMessage) failed).getText()).isEqualTo(url(job));
        assertThat(failed.getStringProperty("cielo24Reason")).contains("not reachable");
        assertThat(failed.getIntProperty("cielo24HttpStatus")).isEqualTo(400);
        assertThat(failed.getStringProperty("cielo24ErrorType")).isEqualTo("INVALID_URL");
        assertThat(failed.getIntProperty("cielo24Attempts")).isEqualTo(1);

        // its job is free again: the same message, sent after the cause is put right
        queue.send(url(job));
        assertThat(queue.takeAdded().get("addedBefore").asBoolean()).isFalse();
    }

    @Test
    void triesAgainWithBackoffWhatMayPass() throws Exception {
        queue.service.faults().forJob(job, Fault.status(503), 4);
        long start = System.nanoTime();
        queue.send(url(job));

        JsonNode added = queue.takeAdded();
        // 50, 100, 200, 400 ms
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(750));
        assertThat(added.get("attempt").asInt()).isEqualTo(5);
    }

    @Test
    void waitsAsLongAsTheServiceAsks() throws Exception {
        queue.service.faults().forJob(job, Fault.status(429, 2), 1);
        long start = System.nanoTime();
        queue.send(url(job));

        queue.take(".added");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void sendsAgainAMessageWithADuplicateIdOfArtemis() throws Exception {
        queue.service.faults().forJob(job, Fault.status(503), 1);
        queue.mailbox().send((Session session) -> {
            Message message = session.createTextMessage(url(job));
            message.setStringProperty("_AMQ_DUPL_ID", job);
            message.setJMSPriority(7);
            return message;
        });

        assertThat(queue.takeAdded().get("attempt").asInt()).isEqualTo(2);
    }

    static Stream<Fault> faultsThatKeepTheMedia() {
        return Stream.of(new Fault.DropAfterBody(true), Fault.status(500).kept(true));
    }

    @ParameterizedTest
    @MethodSource("faultsThatKeepTheMedia")
    void letsAPersonReviewWhatWasRefusedAfterAnUnknownOutcome(Fault fault) throws Exception {
        queue.service.faults().forJob(job, fault, 1);
        Files.writeString(queue.media.resolve("a.mp4"), "recording");
        queue.send(file(job, "a.mp4"));

        Message review = queue.take(".review");
        assertThat(((TextMessage) review).getText()).isEqualTo(file(job, "a.mp4"));
        assertThat(review.getStringProperty("cielo24What")).contains("unknown outcome");
        assertThat(review.getIntProperty("cielo24HttpStatus")).isEqualTo(400);
        assertThat(queue.service.media(job)).isPresent();
    }

    @Test
    void addsTheSameRequestOnce() throws Exception {
        queue.send(url(job), url(job));

        JsonNode one = queue.takeAdded();
        JsonNode other = queue.takeAdded();
        assertThat(one.get("taskId")).isEqualTo(other.get("taskId"));
        assertThat(one.get("addedBefore").asBoolean())
                .isNotEqualTo(other.get("addedBefore").asBoolean());
    }

    @Test
    void sendsAFileThatWasReplacedUnderItsPath() throws Exception {
        Path file = Files.writeString(queue.media.resolve("replaced.mp4"), "first");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        queue.send(file(job, "replaced.mp4"));
        queue.take(".added");
        queue.send(file(job, "replaced.mp4"));
        assertThat(queue.takeAdded().get("addedBefore").asBoolean()).isTrue();

        Files.writeString(file, "other");
        String other = newJob();
        queue.send(file(other, "replaced.mp4"), file(job, "replaced.mp4"));
        assertThat(queue.takeAdded().get("addedBefore").asBoolean()).isFalse();
        assertThat(queue.service.media(other).orElseThrow().file()).hasContent("other");
        assertThat(queue.takeReason(".failed")).contains("has other media");
    }

    @Test
    void addsOneOfThreeMessagesForOneJobAndRefusesTheOthers() throws Exception {
        queue.service.faults().forJob(job, new Fault.AnswerLate(Duration.ofSeconds(1)), 1);
        queue.send(url(job), url(job).replace(".mp4", "-other.mp4"), url(job).replace(".mp4", "-third.mp4"));

        queue.take(".added");
        assertThat(queue.takeReason(".failed")).contains("has other media");
        assertThat(queue.takeReason(".failed")).contains("has other media");
        assertThat(queue.service.requests().stream()
                        .filter(request -> request.rawQuery().contains(job)))
                .hasSize(1);
    }

    @Test
    void holdsUpNoOtherMessageBehindASlowUpload() throws Exception {
        queue.service.faults().forJob(job, new Fault.SlowReading(1_000_000), 1);
        Files.write(queue.media.resolve("slow.mp4"), new byte[8_000_000]);
        queue.send(file(job, "slow.mp4"));
        await().atMost(RunningQueue.PATIENCE).until(() -> queue.service.uploadsInProgress() == 1);
        String[] urls = IntStream.range(0, 8).mapToObj(i -> url(newJob())).toArray(String[]::new);
        queue.send(urls);
        for (int i = 0; i < urls.length; i++) {
            assertThat(queue.takeAdded().get("mode").asText()).isEqualTo("url");
        }
        assertThat(queue.service.uploadsInProgress()).isEqualTo(1);
        assertThat(queue.takeAdded().get("mode").asText()).isEqualTo("upload");
    }

    @Test
    void failsAMessageThatExpiresInTheQueueWithAReason() throws Exception {
        queue.mailbox().send((Session session) -> session.createTextMessage(url(job)), DeliveryMode.PERSISTENT, 1);

        Message failed = queue.take(".failed");
        assertThat(failed.getStringProperty("cielo24What")).isEqualTo("expired");
        assertThat(failed.getStringProperty("cielo24Reason")).contains("expired before a worker took it");
        assertThat(((TextMessage) failed).getText()).isEqualTo(url(job));
    }

    @Test
    void neverSendsAFileThroughALinkThatIsPutInItsPlace() throws Exception {
        Path secret = Files.writeString(base.resolve("secret.mp4"), "secret!!!");
        Path file = Files.writeString(queue.media.resolve("swapped.mp4"), "recording");
        Path copy = Files.copy(file, queue.media.resolve("copy.mp4"));
        Path link = Files.createSymbolicLink(queue.media.resolve("link.mp4"), secret);
        AtomicBoolean stopped = new AtomicBoolean();
        CompletableFuture<Void> swapper = CompletableFuture.runAsync(() -> swap(file, copy, link, stopped));
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            jobs.add(newJob());
        }
        queue.send(jobs.stream().map(each -> file(each, "swapped.mp4")).toArray(String[]::new));
        await().atMost(RunningQueue.PATIENCE).until(() -> Mailbox.count(queue.url(), Mailbox.QUEUE) == 0);
        stopped.set(true);
        swapper.join();

        List<Message> failed = queue.mailbox().takeAll(".failed");
        assertThat(queue.mailbox().takeAll(".added").size() + failed.size()).isEqualTo(jobs.size());
        assertThat(failed).isNotEmpty().allSatisfy(message -> assertThat(message.getStringProperty("cielo24Reason"))
                .containsAnyOf("symbolic link", "there is no file"));
        for (String each : jobs) {
            assertThat(queue.service.media(each).map(ReceivedMedia::file).orElse(file))
                    .hasContent("recording");
        }
    }

    private static void swap(Path file, Path copy, Path link, AtomicBoolean stopped) {
        try {
            while (!stopped.get()) {
                Path next = Files.isSymbolicLink(file) ? copy : link;
                Path hidden = file.resolveSibling("next.mp4");
                Files.deleteIfExists(hidden);
                Files.copy(next, hidden, LinkOption.NOFOLLOW_LINKS);
                Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void createsTheJobThatTheMessageDescribes() throws Exception {
        Files.writeString(queue.media.resolve("described.mp4"), "recording");
        queue.send("{\"createJob\": {\"externalId\": \"mine\", \"language\": \"de\", \"expectedSpeakers\": 2},"
                + " \"file\": \"described.mp4\"}");

        String created = queue.takeAdded().get("jobId").asText();

        assertThat(queue.service.jobs())
                .filteredOn(each -> each.jobId().equals(created))
                .singleElement()
                .satisfies(each -> assertThat(each.parameters())
                        .containsEntry("external_id", "mine")
                        .containsEntry("job_name", "described.mp4")
                        .containsEntry("language", "de")
                        .containsEntry("expected_speakers", "2"));
        assertThat(queue.service.media(created).orElseThrow().file()).hasContent("recording");
    }

    @Test
    void createsOneJobForAMessageThatIsSentTwice() throws Exception {
        Files.writeString(queue.media.resolve("twice.mp4"), "recording");
        for (String media :
                List.of("\"mediaUrl\": \"https://x.example/twice.mp4?sig=s3cr3t\"", "\"file\": \"twice.mp4\"")) {
            String message = "{\"createJob\": {}, " + media + "}";
            queue.send(message);
            JsonNode first = queue.takeAdded();
            queue.send(message);
            JsonNode second = queue.takeAdded();

            assertThat(second.get("jobId")).isEqualTo(first.get("jobId"));
            assertThat(second.get("addedBefore").asBoolean()).isTrue();
        }
        assertThat(queue.service.jobs())
                .allSatisfy(each -> assertThat(each.parameters().toString()).doesNotContain("x.example", "s3cr3t"));
    }

    @Test
    void findsTheJobWhoseAnswerWasLostAndCreatesItLaterWhereThereIsNone() throws Exception {
        int before = queue.service.jobs().size();
        queue.service.faults().forCall(NEW, new Fault.DropAfterBody(false), 1);
        queue.service.faults().forCall(NEW, Fault.status(503), 1);
        queue.service.faults().forCall(NEW, Fault.status(500).kept(true), 1);
        queue.send("{\"createJob\": {}, \"mediaUrl\": \"https://x.example/lost.mp4\"}");

        assertThat(queue.takeAdded().get("attempt").asInt()).isEqualTo(3);
        assertThat(queue.service.jobs()).hasSize(before + 1);
    }

    @Test
    void failsWhereTheServiceCreatesNoJob() throws Exception {
        queue.service.faults().forCall(NEW, Fault.status(400), 1);
        queue.send("{\"createJob\": {}, \"mediaUrl\": \"https://x.example/refused.mp4\"}");

        assertThat(queue.take(".failed").getIntProperty("cielo24HttpStatus")).isEqualTo(400);
    }

    @Test
    void keepsJournalAndLedgerFromOthers() throws Exception {
        queue.send(url(job));
        queue.take(".added");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("data/broker"))))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(base.resolve("data"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("ledger.db")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
