package com.cielo24.examples.watch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;

import com.cielo24.examples.outcome.Verdict;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.examples.watch.RunningWatch.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    @Test
    void movesAnAddedFileToDoneWithItsResultBesideIt() throws Exception {
        String name = job(1) + "-lecture.mp4";
        watch.drop(name, "a lecture");

        JsonNode result = watch.awaitReport(watch.folders.done(), name);

        ReceivedMedia media = watch.simulator.media(job(1)).orElseThrow();
        assertThat(watch.folders.done().resolve(name)).hasContent("a lecture");
        assertThat(media.file()).hasContent("a lecture");
        assertThat(result.get("file").asText()).isEqualTo(name);
        assertThat(result.get("job").asText()).isEqualTo(job(1));
        assertThat(result.get("task").asText()).isEqualTo(media.taskId());
        assertThat(result.get("mode").asText()).isEqualTo("upload");
        assertThat(result.get("bytes").asLong()).isEqualTo(9);
        assertThat(result.get("attempts").asInt()).isEqualTo(1);
        assertThat(Instant.parse(result.get("started").asText()))
                .isBeforeOrEqualTo(Instant.parse(result.get("ended").asText()));
        assertThat(result.get("milliseconds").asLong()).isBetween(0L, 20_000L);
        await().untilAsserted(() -> assertThat(watch.notes()).isEmpty());
        assertThat(files(watch.folders.inbox())).isEmpty();
    }

    @Test
    void writesTheSha256OfWhatWasSentWhereThatIsOn() throws Exception {
        watch.drop(job(1) + ".mp4", "a lecture");

        JsonNode result = watch.awaitReport(watch.folders.done(), job(1) + ".mp4");

        byte[] digest = MessageDigest.getInstance("SHA-256").digest("a lecture".getBytes(StandardCharsets.UTF_8));
        assertThat(result.get("sha256").asText()).isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void keepsTheFolderThatNamesTheJob() {
        watch.drop(job(2) + "/part one/lecture.mp4", "a lecture");

        JsonNode result = watch.awaitReport(watch.folders.done(), job(2) + "/part one/lecture.mp4");

        assertThat(result.get("job").asText()).isEqualTo(job(2));
        assertThat(watch.simulator.media(job(2))).isPresent();
    }

    @Test
    void addsTheUrlInAUrlFileInUrlMode() {
        String url = "https://media.example.com/a%20b.mp4?X-Signature=a+b%2Fc&x=1#t=10";
        watch.drop(job(3) + ".url", url + "\n");

        JsonNode result = watch.awaitReport(watch.folders.done(), job(3) + ".url");

        assertThat(watch.simulator.media(job(3)).orElseThrow().mediaUrl()).isEqualTo(url);
        assertThat(result.get("mode").asText()).isEqualTo("url");
        assertThat(result.has("bytes")).isFalse();
        assertThat(result.toString()).doesNotContain("X-Signature");
    }

    @Test
    void movesAFileWithoutAJobToFailedWithoutSendingIt() {
        watch.drop("lecture.mp4", "a lecture");

        JsonNode error = watch.awaitReport(watch.folders.failed(), "lecture.mp4");

        assertThat(error.get("what").asText()).isEqualTo("bad input");
        assertThat(error.get("why").asText()).contains("no job id").contains("32 hex digits");
        assertThat(error.get("whatToDo").asText()).contains("back into the inbox");
        assertThat(error.has("httpStatus")).isFalse();
        assertThat(watch.folders.failed().resolve("lecture.mp4")).hasContent("a lecture");
        assertThat(watch.simulator.requestCount()).isZero();
    }

    @Test
    void movesAUrlFileWithoutAUrlToFailed() {
        watch.drop(job(1) + ".url", "not a URL");

        assertThat(watch.awaitReport(watch.folders.failed(), job(1) + ".url")
                        .get("why")
                        .asText())
                .contains("http://");
        assertThat(watch.simulator.requestCount()).isZero();
    }

    @Test
    void movesAnEmptyFileToFailedWithoutSendingIt() {
        watch.drop(job(1) + ".mp4", "");

        assertThat(watch.awaitReport(watch.folders.failed(), job(1) + ".mp4")
                        .get("why")
                        .asText())
                .contains("empty");
        assertThat(watch.simulator.requestCount()).isZero();
    }

    @Test
    void movesASymbolicLinkToFailedWithoutFollowingIt() throws Exception {
        Path secret = Files.writeString(base.resolve("secret"), "not for the service");
        Files.createSymbolicLink(watch.folders.inbox().resolve(job(1) + ".mp4"), secret);

        assertThat(watch.awaitReport(watch.folders.failed(), job(1) + ".mp4")
                        .get("why")
                        .asText())
                .contains("symbolic link");
        assertThat(secret).hasContent("not for the service");
        assertThat(watch.simulator.requestCount()).isZero();
    }

    @Test
    void movesARefusedFileToFailedWithTheReasonBesideIt() {
        watch.drop(job(1) + "-first.mp4", "first");
        watch.awaitReport(watch.folders.done(), job(1) + "-first.mp4");

        watch.drop(job(1) + "-second.mp4", "second");
        JsonNode error = watch.awaitReport(watch.folders.failed(), job(1) + "-second.mp4");

        assertThat(error.get("what").asText()).isEqualTo("refused by the service");
        assertThat(error.get("httpStatus").asInt()).isEqualTo(400);
        assertThat(error.get("errorType").asText()).isNotBlank();
        assertThat(error.get("why").asText()).contains("already has media");
        assertThat(error.get("job").asText()).isEqualTo(job(1));
        assertThat(error.get("attempts").asInt()).isEqualTo(1);
        assertThat(error.get("outcomeUnknown").asBoolean()).isFalse();
        assertThat(Instant.parse(error.get("when").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(error.toString()).doesNotContain(watch.simulator.apiToken());
        assertThat(watch.folders.failed().resolve(job(1) + "-second.mp4")).hasContent("second");
    }

    /** A token dies overnight, and nothing is wrong with the files of the morning. */
    @Test
    void keepsAFileForANewTokenWhereTheServiceDoesNotTakeTheOldOne() throws Exception {
        watch.close();
        watch = RunningWatch.prepared(base, "camel.component.cielo24.api-token", "deadbeef");
        watch.drop(job(1) + ".mp4", "a lecture");

        assertThat(watch.once().of(Verdict.RETRY)).isEqualTo(1);

        JsonNode error = watch.awaitReport(watch.folders.retry(), job(1) + ".mp4");
        assertThat(error.get("errorType").asText()).isEqualTo("BAD_API_TOKEN");
        assertThat(error.get("attempts").asInt()).isEqualTo(1);
        assertThat(error.get("whatToDo").asText()).contains("token");
    }

    @Test
    void takesAUrlForSeveralJobsWhereThatIsAllowed() {
        watch.close();
        watch = RunningWatch.on(base, "ingest.allow-duplicate", "true");
        for (int i = 1; i <= 2; i++) {
            watch.drop(job(i) + ".url", "https://media.example.com/lecture.mp4");
            watch.awaitReport(watch.folders.done(), job(i) + ".url");
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

        JsonNode error = watch.awaitReport(watch.folders.review(), job(1) + ".mp4");

        assertThat(error.get("httpStatus").asInt()).isEqualTo(400);
        assertThat(error.get("outcomeUnknown").asBoolean()).isTrue();
        assertThat(error.get("attempts").asInt()).isEqualTo(2);
        assertThat(error.get("whatToDo").asText()).contains("may have worked");
        assertThat(watch.simulator.media(job(1))).isPresent();
    }

    static Stream<Fault> faultsThatKeepNothing() {
        return Stream.of(new Fault.DropAfterBody(false), Fault.status(500));
    }

    @ParameterizedTest
    @MethodSource("faultsThatKeepNothing")
    void movesAFileToDoneWhoseSecondAttemptWorksAfterAnUnknownOutcome(Fault fault) {
        watch.simulator.faults().forJob(job(1), fault, 1);
        watch.drop(job(1) + ".mp4", "a lecture");

        assertThat(watch.awaitReport(watch.folders.done(), job(1) + ".mp4")
                        .get("attempts")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void movesAFileThatWasChangedWhileItWasSentToReview() throws Exception {
        watch.simulator.faults().forJob(job(1), new Fault.AnswerLate(Duration.ofMillis(500)), 1);
        Path file = watch.drop(job(1) + ".mp4", "as it was sent");
        await().until(() -> watch.simulator.media(job(1)).isPresent());
        Files.writeString(file, "as it is now..");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

        JsonNode error = watch.awaitReport(watch.folders.review(), job(1) + ".mp4");

        assertThat(error.get("what").asText()).contains("changed");
        assertThat(error.get("task").asText()).isNotBlank();
        assertThat(watch.folders.review().resolve(job(1) + ".mp4")).hasContent("as it is now..");
    }

    @Test
    void reportsAFileThatWasTakenAwayWhileItWasSent() throws Exception {
        watch.simulator.faults().forJob(job(1), new Fault.AnswerLate(Duration.ofMillis(500)), 1);
        Path file = watch.drop(job(1) + ".mp4", "a lecture");
        await().until(() -> watch.simulator.media(job(1)).isPresent());
        Files.move(file, base.resolve("elsewhere"));

        assertThat(watch.awaitReport(watch.folders.review(), job(1) + ".mp4")
                        .get("why")
                        .asText())
                .contains("removed");
    }

    @Test
    void neverOverwritesAFileOfTheSameName() throws Exception {
        Files.writeString(watch.folders.done().resolve(job(1) + ".mp4"), "of long ago");
        Files.writeString(watch.folders.done().resolve(job(1) + ".mp4.result.json"), "its report");
        watch.drop(job(1) + ".mp4", "new");

        JsonNode result = watch.awaitReport(watch.folders.done(), job(1) + "-1.mp4");

        assertThat(result.get("file").asText()).isEqualTo(job(1) + ".mp4");
        assertThat(watch.folders.done().resolve(job(1) + "-1.mp4")).hasContent("new");
        assertThat(watch.folders.done().resolve(job(1) + ".mp4")).hasContent("of long ago");
        assertThat(watch.folders.done().resolve(job(1) + ".mp4.result.json")).hasContent("its report");
    }

    @Test
    void sendsANewFileOfANameThatItHasSentBefore() {
        watch.drop(job(1) + "/lecture.mp4", "one");
        watch.awaitReport(watch.folders.done(), job(1) + "/lecture.mp4");

        watch.drop(job(1) + "/lecture.mp4", "two");

        watch.awaitReport(watch.folders.failed(), job(1) + "/lecture.mp4");
        assertThat(watch.simulator.requestCount()).isEqualTo(2);
    }

    @Test
    void leavesHiddenAndUnfinishedFilesAndReportsAlone() {
        watch.drop(".hidden.mp4", "x");
        watch.drop(job(1) + ".mp4.part", "x");
        watch.drop(job(2) + ".mp4.error.json", "{}");
        watch.drop(job(3) + ".mp4.FILEPART", "x");
        watch.drop(".folder/" + job(4) + ".mp4", "x");
        watch.drop(job(9) + ".mp4", "the last");

        watch.awaitReport(watch.folders.done(), job(9) + ".mp4");

        assertThat(files(watch.folders.inbox())).hasSize(5);
        assertThat(watch.simulator.requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"with space.mp4", "100% #1?&+.mp4", "a\\b.mp4", "line\nbreak.mp4", "日本語 🎬.mp4", "${name}.mp4"})
    void takesFilesOfAnyName(String name) {
        for (int i = 1; i <= 2; i++) {
            watch.drop(job(i) + "/" + name, "a lecture");
        }

        for (int i = 1; i <= 2; i++) {
            watch.awaitReport(watch.folders.done(), job(i) + "/" + name);
        }
        // the name is free for the next file of that name
        watch.drop(job(1) + "/" + name, "again");
        assertThat(watch.awaitReport(watch.folders.failed(), job(1) + "/" + name)
                        .get("file")
                        .asText())
                .isEqualTo(job(1) + "/" + name);
    }

    @Test
    void keepsALongNameWithItsReport() {
        String name = job(1) + "-" + "é".repeat(108) + ".mp4";
        watch.drop(name, "a lecture");

        await().atMost(RunningWatch.PATIENCE)
                .until(() -> files(watch.folders.done()).size() == 2);
        assertThat(watch.simulator.media(job(1))).isPresent();
        Path report = watch.folders.done().resolve(files(watch.folders.done()).get(1));
        assertThat(RunningWatch.json(report).get("file").asText()).isEqualTo(name);
    }
}
