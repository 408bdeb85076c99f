package com.cielo24.examples.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.cielo24.examples.support.ProgramProcess.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Where a file ends, and what its report says. */
class OutcomeTest {

    @TempDir
    Path base;

    private RunningWatch watch;

    @BeforeEach
    void start() {
        watch = RunningWatch.on(base, "ingest.checksum", "true");
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    private void restart(String... keysAndValues) {
        watch.close();
        watch = RunningWatch.on(base, keysAndValues);
    }

    @Test
    void movesAnAddedFileToDoneWithItsReport() {
        String name = job(1) + "-lecture.mp4";
        watch.drop(name, "a lecture");

        JsonNode report = watch.awaitDone(name);

        ReceivedMedia media = watch.simulator.media(job(1)).orElseThrow();
        assertThat(watch.folders.done().resolve(name)).hasContent("a lecture");
        assertThat(media.file()).hasContent("a lecture");
        assertThat(report.get("file").asText()).isEqualTo(name);
        assertThat(report.get("job").asText()).isEqualTo(job(1));
        assertThat(report.get("task").asText()).isEqualTo(media.taskId());
        assertThat(report.get("mode").asText()).isEqualTo("upload");
        assertThat(report.get("bytes").asLong()).isEqualTo(9);
        assertThat(report.get("sha256").asText()).isEqualTo(media.sha256());
        assertThat(report.get("attempts").asInt()).isEqualTo(1);
        assertThat(Instant.parse(report.get("started").asText()))
                .isBeforeOrEqualTo(Instant.parse(report.get("ended").asText()));
        assertThat(report.get("milliseconds").asLong()).isBetween(0L, 20_000L);
        assertThat(report.has("addedBefore")).isFalse();
        assertThat(watch.inbox()).isEmpty();
        assertThat(files(watch.folders.work())).containsExactly(".filing.lock");
    }

    @Test
    void keepsTheFolderThatNamesTheJobAndSweepsItFromTheInbox() {
        watch.drop(job(2) + "/part one/lecture.mp4", "a lecture");
        watch.drop("other/.hidden", "x");

        assertThat(watch.awaitDone(job(2) + "/part one/lecture.mp4").get("job").asText())
                .isEqualTo(job(2));

        await().until(() -> !Files.exists(watch.folders.inbox().resolve(job(2))));
        assertThat(watch.folders.inbox().resolve("other")).isDirectory();
    }

    @Test
    void keepsEmptyFoldersWhereSweepingIsOff() {
        restart("ingest.sweep", "false");
        watch.drop("sub/" + job(1) + ".mp4", "a lecture");
        watch.awaitDone("sub/" + job(1) + ".mp4");
        assertThat(watch.folders.inbox().resolve("sub")).isDirectory();
    }

    @Test
    void addsTheUrlInAUrlFileAndKeepsItToItself() {
        String url = "https://media.example.com/a%20b.mp4?X-Signature=a+b%2Fc&x=1#t=10";
        watch.drop(job(3) + ".url", url + "\n");

        JsonNode report = watch.awaitDone(job(3) + ".url");

        assertThat(watch.simulator.media(job(3)).orElseThrow().mediaUrl()).isEqualTo(url);
        assertThat(report.get("mode").asText()).isEqualTo("url");
        assertThat(report.has("bytes")).isFalse();
        assertThat(report.toString()).doesNotContain("X-Signature");
        assertThat(watch.log("X-Signature")).isEmpty();
    }

    @Test
    void movesWhatCannotBeSentToFailedWithoutSendingIt() throws Exception {
        restart("ingest.create-jobs", "false");
        watch.drop("lecture.mp4", "a lecture");
        watch.drop(job(1) + ".url", "not a URL");
        watch.drop(job(2) + "/" + job(3) + ".mp4", "a lecture");

        JsonNode report = watch.awaitFailed("lecture.mp4");
        assertThat(report.get("what").asText()).isEqualTo("invalid request, nothing was sent");
        assertThat(report.get("why").asText()).contains("no job id").contains("32 hex digits");
        assertThat(report.get("whatToDo").asText()).isNotBlank();
        assertThat(report.get("attempts").asInt()).isZero();
        assertThat(report.get("outcomeUnknown").asBoolean()).isFalse();
        assertThat(report.has("httpStatus")).isFalse();
        assertThat(watch.folders.failed().resolve("lecture.mp4")).hasContent("a lecture");
        assertThat(watch.awaitFailed(job(1) + ".url").get("why").asText()).contains("http://");
        assertThat(watch.awaitFailed(job(2) + "/" + job(3) + ".mp4").get("why").asText())
                .contains(job(2))
                .contains(job(3));
        assertThat(watch.simulator.requestCount()).isZero();
    }

    @Test
    void movesARefusedFileToFailedWithTheReasonBesideIt() {
        restart("ingest.folder", base.toString());
        watch.simulator.faults().forJob(job(1), new Fault.AnswerEarly(400, "ITEM_NOT_FOUND", "no such job"), 1);
        watch.drop(job(1) + "_L01.mp4", "a lecture");

        JsonNode report = watch.awaitFailed(job(1) + "_L01.mp4");

        assertThat(report.get("what").asText()).isEqualTo("refused by the service");
        assertThat(report.get("httpStatus").asInt()).isEqualTo(400);
        assertThat(report.get("errorType").asText()).isEqualTo("ITEM_NOT_FOUND");
        assertThat(report.get("whatToDo").asText()).contains("ingest.job-id-in-name=false");
        assertThat(report.get("job").asText()).isEqualTo(job(1));
        assertThat(report.get("attempts").asInt()).isEqualTo(1);
        assertThat(Instant.parse(report.get("when").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(report.toString()).doesNotContain(watch.simulator.apiToken());
    }

    @Test
    void createsAJobWhereNamesAreNoJobIds() {
        restart("ingest.job-id-in-name", "false");
        watch.drop(job(1) + "_L01.mp4", "a lecture");

        JsonNode report = watch.awaitDone(job(1) + "_L01.mp4");

        assertThat(watch.simulator.jobs()).hasSize(1);
        assertThat(report.get("job").asText())
                .isEqualTo(watch.simulator.jobs().get(0).jobId())
                .isNotEqualTo(job(1));
        assertThat(report.get("externalId").asText()).startsWith("file-");
    }

    @Test
    void refusesASecondFileForAJobThatHasMedia() {
        watch.drop(job(1) + "-first.mp4", "first");
        watch.awaitDone(job(1) + "-first.mp4");

        watch.drop(job(1) + "-second.mp4", "second");

        assertThat(watch.awaitFailed(job(1) + "-second.mp4").get("why").asText())
                .contains("other media");
        assertThat(watch.folders.failed().resolve(job(1) + "-second.mp4")).hasContent("second");
        assertThat(watch.simulator.requestCount()).isEqualTo(1);
    }

    @Test
    void takesAUrlForSeveralJobsWhereThatIsAllowed() {
        restart("ingest.allow-duplicate", "true");
        for (int i = 1; i <= 2; i++) {
            watch.drop(job(i) + ".url", "https://media.example.com/lecture.mp4");
            watch.awaitDone(job(i) + ".url");
        }
        assertThat(watch.simulator.media()).hasSize(2);
    }

    static Stream<Fault> faultsThatKeepTheMedia() {
        return Stream.of(new Fault.DropAfterBody(true), Fault.status(500).kept(true));
    }

    @ParameterizedTest
    @MethodSource("faultsThatKeepTheMedia")
    void movesAFileWhoseRefusalFollowsAnUnknownOutcomeToReview(Fault fault) {
        watch.simulator.faults().forJob(job(1), fault, 1);
        watch.drop(job(1) + ".mp4", "a lecture");

        JsonNode report = watch.awaitReview(job(1) + ".mp4");

        assertThat(report.get("httpStatus").asInt()).isEqualTo(400);
        assertThat(report.get("outcomeUnknown").asBoolean()).isTrue();
        assertThat(watch.simulator.requestCount()).isEqualTo(2);
        assertThat(watch.simulator.media(job(1))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("faultsThatKeepTheMedia")
    void asksTheServiceWhatBecameOfAFileWithAJobOfItsOwn(Fault fault) {
        watch.simulator.faults().forCall("/api/job/add_media", fault, 1);
        watch.drop("lecture.mp4", "a lecture");

        JsonNode report = watch.awaitDone("lecture.mp4");

        assertThat(report.get("confirmedBy").asText()).contains("jobInfo");
        assertThat(report.get("addedBefore").asBoolean()).isTrue();
        assertThat(watch.simulator.media()).hasSize(1);
    }

    static Stream<Fault> faultsThatKeepNothing() {
        return Stream.of(
                new Fault.DropDuringBody(3), new Fault.DropAfterBody(false), Fault.status(500), Fault.status(429, 0));
    }

    @ParameterizedTest
    @MethodSource("faultsThatKeepNothing")
    void sendsAgain(Fault fault) {
        watch.simulator.faults().forJob(job(1), fault, 1);
        watch.drop(job(1) + ".mp4", "a lecture");

        watch.awaitDone(job(1) + ".mp4");
        assertThat(watch.simulator.requestCount()).isEqualTo(2);
    }

    @Test
    void knowsAFileThatIsDroppedAgain() throws Exception {
        Path file = watch.drop("lecture.mp4", "a lecture");
        FileTime time = Files.getLastModifiedTime(file);
        String job = watch.awaitDone("lecture.mp4").get("job").asText();

        watch.drop("lecture.mp4", "a lecture", time);

        JsonNode report = watch.awaitDone("lecture-1.mp4");
        assertThat(report.get("addedBefore").asBoolean()).isTrue();
        assertThat(report.get("job").asText()).isEqualTo(job);
        assertThat(watch.simulator.requestCount()).isEqualTo(1);
    }

    @Test
    void tellsWhatIsTheMatterWithARecordingOfACameraWhoseClockHasStopped() throws Exception {
        FileTime time = FileTime.fromMillis(315_532_800_000L);
        watch.drop("MOV001.mp4", "a lecture", time);
        watch.awaitDone("MOV001.mp4");

        watch.drop("MOV001.mp4", "a concert", time);

        JsonNode report = watch.awaitFailed("MOV001.mp4");
        assertThat(report.get("why").asText()).contains("clock");
        assertThat(report.get("whatToDo").asText()).contains("ingest.external-id=content");
        assertThat(watch.folders.done().resolve("MOV001.mp4")).hasContent("a lecture");
        assertThat(watch.simulator.media()).hasSize(1);
    }

    @Test
    void takesTheContentForTheFileWhereThatIsConfigured() throws Exception {
        restart("ingest.external-id", "content");
        FileTime time = FileTime.fromMillis(315_532_800_000L);
        watch.drop("MOV001.mp4", "a lecture", time);
        watch.awaitDone("MOV001.mp4");
        watch.drop("MOV001.mp4", "a concert", time);

        assertThat(watch.awaitDone("MOV001-1.mp4").get("externalId").asText()).startsWith("content-");
        assertThat(watch.simulator.media()).hasSize(2);
    }

    @Test
    void sendsAgainWhenItsRetriesAreUsedUpAndTheTimeHasCome() {
        watch.simulator.faults().forJob(job(1), Fault.status(503), 4);
        watch.drop(job(1) + ".mp4", "a lecture");
        watch.drop(job(2) + ".mp4", "a lecture");

        watch.awaitDone(job(1) + ".mp4");
        watch.awaitDone(job(2) + ".mp4");
    }

    @Test
    void waitsAsLongAsTheServiceAsks() {
        watch.simulator.faults().forJob(job(1), Fault.status(429, 1), 1);
        watch.drop(job(1) + ".mp4", "a lecture");

        assertThat(watch.awaitDone(job(1) + ".mp4").get("milliseconds").asLong())
                .isGreaterThanOrEqualTo(1000);
    }

    @Test
    void createsOneJobWhereItsAnswerWasLost() {
        watch.close();
        watch = RunningWatch.on(
                base,
                "camel.component.cielo24.username",
                Cielo24Simulator.DEMO_ACCOUNT.username(),
                "camel.component.cielo24.securekey",
                Cielo24Simulator.DEMO_ACCOUNT.securekey());
        watch.simulator.faults().forCall("/api/job/new", new Fault.DropAfterBody(true), 1);
        watch.drop("lecture.mp4", "a lecture");

        watch.awaitDone("lecture.mp4");
        assertThat(watch.simulator.jobs()).hasSize(1);
    }
}
