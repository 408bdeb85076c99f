package com.cielo24.examples.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;

/** Files that name no job get one of their own. */
class FileJobsTest {

    private static final String NEW = "/api/job/new";
    private static final String LIST = "/api/job/list";
    private static final String INFO = "/api/job/info";
    private static final String[] ACCOUNT = {
        "camel.component.cielo24.username", Cielo24Simulator.DEMO_ACCOUNT.username(),
        "camel.component.cielo24.securekey", Cielo24Simulator.DEMO_ACCOUNT.securekey()
    };

    @TempDir
    Path base;

    @Test
    void makesAJobForAFileThatNamesNoneAndOnlyForThat() {
        try (RunningWatch watch = RunningWatch.on(base, ACCOUNT)) {
            watch.drop("course/lecture.mp4", "media");
            watch.drop(job(1) + ".mp4", "other");

            JsonNode report = watch.awaitReport(watch.folders.done(), "course/lecture.mp4");
            watch.awaitReport(watch.folders.done(), job(1) + ".mp4");

            assertThat(watch.simulator.jobs()).hasSize(1);
            assertThat(watch.simulator.jobs().get(0).jobId())
                    .isEqualTo(report.get("job").asText());
            assertThat(watch.simulator.jobs().get(0).parameters())
                    .containsEntry("job_name", "course/lecture.mp4")
                    .containsEntry("language", "en")
                    .containsEntry("external_id", report.get("externalId").asText());
            assertThat(watch.simulator.media()).hasSize(2);
        }
    }

    static Stream<Fault> faultsThatHideSuccess() {
        return Stream.of(new Fault.DropAfterBody(true), Fault.status(500).kept(true));
    }

    @ParameterizedTest
    @MethodSource("faultsThatHideSuccess")
    void findsTheJobWhoseAnswerWasLost(Fault fault) {
        try (RunningWatch watch = RunningWatch.prepared(base, ACCOUNT)) {
            watch.simulator.faults().forCall(NEW, fault, 1);
            watch.start();
            watch.drop("lecture.mp4", "media");

            JsonNode report = watch.awaitReport(watch.folders.done(), "lecture.mp4");

            assertThat(watch.simulator.jobs()).hasSize(1);
            assertThat(report.get("job").asText())
                    .isEqualTo(watch.simulator.jobs().get(0).jobId());
            assertThat(watch.simulator.requests(LIST)).hasSize(1);
        }
    }

    @Test
    void makesTheJobLaterWhereItWasNotMade() {
        try (RunningWatch watch = RunningWatch.prepared(base, ACCOUNT)) {
            watch.simulator.faults().forCall(NEW, new Fault.DropAfterBody(false), 1);
            watch.simulator.faults().forCall(NEW, Fault.status(503), 1);
            watch.start();
            watch.drop("lecture.mp4", "media");

            watch.awaitReport(watch.folders.done(), "lecture.mp4");

            assertThat(watch.simulator.jobs()).hasSize(1);
            assertThat(watch.simulator.requests(NEW)).hasSize(3);
        }
    }

    @Test
    void waitsAsLongAsTheServiceAsksBeforeItMakesTheJob() {
        try (RunningWatch watch = RunningWatch.prepared(base, ACCOUNT)) {
            watch.simulator.faults().forCall(NEW, Fault.status(503, 1), 1);
            watch.start();
            watch.drop("lecture.mp4", "media");

            watch.awaitReport(watch.folders.done(), "lecture.mp4");

            List<ReceivedRequest> asked = watch.simulator.requests(NEW);
            assertThat(asked).hasSize(2);
            assertThat(Duration.between(asked.get(0).receivedAt(), asked.get(1).receivedAt()))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void aFileThatWasPutBackKeepsItsJob() throws Exception {
        try (RunningWatch watch = RunningWatch.prepared(base, ACCOUNT)) {
            watch.simulator.faults().always(Fault.status(503));
            watch.start();
            watch.drop("lecture.mp4", "media");
            watch.awaitReport(watch.folders.retry(), "lecture.mp4");
            watch.stop();
            watch.simulator.faults().clear();
            // another file has taken its name meanwhile
            watch.drop("lecture.mp4", "another");

            assertThat(watch.once().isAllWell()).isTrue();

            assertThat(watch.simulator.jobs()).hasSize(2);
            assertThat(watch.simulator.media()).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("faultsThatHideSuccess")
    void asksTheServiceWhatBecameOfALostAnswer(Fault fault) {
        try (RunningWatch watch = RunningWatch.prepared(base, ACCOUNT)) {
            watch.simulator.faults().next(fault);
            watch.start();
            watch.drop("lecture.mp4", "media");

            JsonNode report = watch.awaitReport(watch.folders.done(), "lecture.mp4");

            assertThat(report.get("confirmedBy").asText()).contains("jobInfo");
            assertThat(watch.simulator.media()).hasSize(1);
        }
    }

    @Test
    void asksAgainWhereTheServiceCannotTellAtOnce() {
        try (RunningWatch watch = RunningWatch.prepared(base, ACCOUNT)) {
            watch.simulator.faults().next(new Fault.DropAfterBody(true));
            watch.simulator.faults().forCall(INFO, Fault.status(503), 1);
            watch.start();
            watch.drop("lecture.mp4", "media");

            watch.awaitReport(watch.folders.done(), "lecture.mp4");

            assertThat(watch.simulator.requests(INFO)).hasSize(2);
        }
    }

    @Test
    void leavesItToAPersonWhereTheServiceDoesNotTell() {
        try (RunningWatch watch = RunningWatch.prepared(base, ACCOUNT)) {
            watch.simulator.faults().next(new Fault.DropAfterBody(true));
            watch.simulator.faults().forCall(INFO, Fault.status(503), 10);
            watch.start();
            watch.drop("lecture.mp4", "media");

            watch.awaitReport(watch.folders.review(), "lecture.mp4");
        }
    }

    @Test
    void doesNotAskAboutAJobThatTheFileNames() {
        try (RunningWatch watch = RunningWatch.prepared(base, ACCOUNT)) {
            watch.simulator.faults().next(new Fault.DropAfterBody(true));
            watch.start();
            watch.drop(job(1) + ".mp4", "media");

            watch.awaitReport(watch.folders.review(), job(1) + ".mp4");

            assertThat(watch.simulator.requests(INFO)).isEmpty();
        }
    }

    @Test
    void aRefusedLoginLeavesTheFileForLater() {
        try (RunningWatch watch =
                RunningWatch.on(base, ACCOUNT[0], ACCOUNT[1], "camel.component.cielo24.password", "not the password")) {
            watch.drop("lecture.mp4", "media");

            JsonNode report = watch.awaitReport(watch.folders.retry(), "lecture.mp4");

            assertThat(report.get("errorType").asText()).isEqualTo("LOGIN_INVALID");
            assertThat(report.toString()).doesNotContain("not the password");
            assertThat(watch.simulator.requests("/api/account/login")).hasSize(1);
        }
    }

    @Test
    void makesNoJobWhereThatIsOff() {
        try (RunningWatch watch =
                RunningWatch.on(base, ACCOUNT[0], ACCOUNT[1], ACCOUNT[2], ACCOUNT[3], "ingest.create-jobs", "false")) {
            watch.drop("lecture.mp4", "media");

            assertThat(watch.awaitReport(watch.folders.failed(), "lecture.mp4")
                            .get("why")
                            .asText())
                    .contains("no job id");
            assertThat(watch.simulator.jobs()).isEmpty();
        }
    }

    @Test
    void knowsAFileByNameSizeAndTimeOrByContent() throws Exception {
        Path file = Files.writeString(base.resolve("a"), "media");
        FileState state = FileState.of(file).orElseThrow();
        ExternalId byFile = new ExternalId(false);
        ExternalId byContent = new ExternalId(true);
        String one = byFile.of(file, "a", state);
        String same = byContent.of(file, "a", state);

        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1)));
        FileState touched = FileState.of(file).orElseThrow();

        assertThat(byFile.of(file, "a", state)).isEqualTo(one).isNotEqualTo(byFile.of(file, "b", state));
        assertThat(byFile.of(file, "a", touched)).isNotEqualTo(one);
        assertThat(byContent.of(file, "b", touched)).isEqualTo(same);
        Files.writeString(file, "other");
        assertThat(byContent.of(file, "a", state)).isNotEqualTo(same);
    }
}
