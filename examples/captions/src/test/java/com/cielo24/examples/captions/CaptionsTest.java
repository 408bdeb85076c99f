package com.cielo24.examples.captions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.cielo24.simulator.Fault;
import com.cielo24.simulator.Order;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.captions.RunningCaptions.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Videos, what is ordered for them, and what comes back. */
class CaptionsTest {

    private static final String RECORDING = "x".repeat(100_000);

    @TempDir
    Path base;

    @Test
    void putsCaptionsBesideAVideo() throws Exception {
        try (RunningCaptions running = new RunningCaptions(base)) {
            running.drop("lecture.mp4", RECORDING);
            running.awaitLog("lecture.mp4: captions are there: srt, vtt");

            assertThat(files(base.resolve("done")))
                    .containsExactly("lecture.mp4", "lecture.mp4.result.json", "lecture.srt", "lecture.vtt");
            RunningCaptions.checkCaptions(base.resolve("done/lecture.srt"));
            RunningCaptions.checkCaptions(base.resolve("done/lecture.vtt"));
            assertThat(base.resolve("done/lecture.vtt")).content().contains("[MUSIC]");
            assertThat(files(base.resolve("inbox"))).isEmpty();
            Order order = running.simulator.orders().get(0);
            assertThat(running.simulator.orders()).hasSize(1);
            assertThat(order.fidelity()).isEqualTo("PREMIUM");
            assertThat(order.priority()).isEqualTo("STANDARD");
            assertThat(order.parameters()).doesNotContainKeys("callback_url", "turnaround_hours");
        }
    }

    @Test
    void ordersWhatTheFolderSays() throws Exception {
        try (RunningCaptions running =
                new RunningCaptions(base, "captions.turnaround-hours", "96", "captions.formats", "vtt")) {
            running.drop("premium-48h-en/a.mp4", RECORDING);
            running.drop("Professional-pt_br-PRIORITY/week 1/b.mp4", RECORDING);
            running.drop("mechanical/c.mp4", RECORDING);
            running.drop("premium lectures/d.mp4", RECORDING);
            running.drop("premium-fast/e.mp4", RECORDING);
            running.drop("premium-xyz/f.mp4", RECORDING);
            running.drop("premium-mechanical/g.mp4", RECORDING);
            running.awaitFile("done/premium-48h-en/a.vtt");
            running.awaitFile("done/Professional-pt_br-PRIORITY/week 1/b.vtt");
            running.awaitFile("done/mechanical/c.vtt");
            running.awaitFile("done/premium lectures/d.vtt");

            assertThat(ordered(running, "premium-48h-en/a.mp4")).isEqualTo("PREMIUM STANDARD 48 en");
            assertThat(ordered(running, "Professional-pt_br-PRIORITY/week 1/b.mp4"))
                    .isEqualTo("PROFESSIONAL PRIORITY 96 pt-br");
            assertThat(ordered(running, "mechanical/c.mp4")).isEqualTo("MECHANICAL STANDARD 96 en");
            assertThat(ordered(running, "premium lectures/d.mp4")).isEqualTo("PREMIUM STANDARD 96 en");
            JsonNode report = running.awaitReport("failed/premium-fast/e.mp4.error.json");
            assertThat(report.get("why").asText()).contains("the folder premium-fast has the word 'fast'");
            assertThat(running.awaitReport("failed/premium-xyz/f.mp4.error.json")
                            .get("why")
                            .asText())
                    .contains("the word 'xyz'");
            assertThat(running.awaitReport("failed/premium-mechanical/g.mp4.error.json")
                            .get("why")
                            .asText())
                    .contains("more than one word");
            assertThat(running.simulator.jobs()).hasSize(4);
        }
    }

    private static String ordered(RunningCaptions running, String video) {
        Map<String, String> job = running.simulator.jobs().stream()
                .map(created -> created.parameters())
                .filter(parameters -> video.equals(parameters.get("job_name")))
                .findFirst()
                .orElseThrow();
        String jobId = running.simulator.jobs().stream()
                .filter(created -> created.parameters().equals(job))
                .findFirst()
                .orElseThrow()
                .jobId();
        Order order = running.simulator.orders().stream()
                .filter(one -> one.jobId().equals(jobId))
                .findFirst()
                .orElseThrow();
        return String.join(
                " ",
                order.fidelity(),
                order.priority(),
                order.parameters().get("turnaround_hours"),
                job.get("language"));
    }

    @Test
    void keepsVideosOfOneNameApart() throws Exception {
        try (RunningCaptions running = new RunningCaptions(base, "captions.formats", "srt")) {
            running.drop("lecture.mp4", RECORDING);
            running.awaitFile("done/lecture.srt");
            running.drop("lecture.mp4", RECORDING + "y");
            running.awaitFile("done/lecture-1.srt");
            running.drop("lecture.mov", RECORDING + "z");
            running.awaitFile("done/lecture.mov.srt");
            running.drop("talk.mp4", RECORDING);
            running.awaitFile("done/talk.srt");
            running.drop("talk.mp4.mov", RECORDING);
            // not talk.mp4.srt, which is what talk.mp4 has if there is a talk.mov
            running.awaitFile("done/talk.mp4.mov.srt");
            assertThat(running.simulator.orders()).hasSize(5);
        }
    }

    @Test
    void followsALinkToAFolderElsewhere() throws Exception {
        Path folder = Files.createDirectory(base.resolve("captions"));
        Files.createSymbolicLink(folder.resolve("done"), Files.createDirectory(base.resolve("disk")));
        try (RunningCaptions running = new RunningCaptions(folder, "captions.formats", "srt")) {
            running.drop("lecture.mp4", RECORDING);
            running.awaitFile("done/lecture.srt");
            assertThat(files(base.resolve("disk"))).contains("lecture.mp4", "lecture.srt");
        }
    }

    @Test
    void reportsMediaThatTheServiceCouldNotProcessAndWhatIsOverdue() throws Exception {
        try (RunningCaptions running = new RunningCaptions(
                base, builder -> builder.transcriptionTime(Duration.ofMillis(1500)), "captions.formats", "vtt")) {
            running.simulator.faults().next(new Fault.Overdue(Duration.ofHours(1)));
            running.drop("late.mp4", RECORDING);
            running.awaitFile("done/late.mp4.result.json");
            // a job that completes a second later shows what time it is there
            running.drop("in time.mp4", RECORDING);
            running.awaitFile("done/in time.vtt");
            running.awaitLog("WARN late.mp4: job ");
            assertThat(running.log()).anyMatch(line -> line.contains("and is not complete"));
            running.simulator.faults().next(new Fault.MediaFailure());
            running.drop("broken.mp4", RECORDING);
            JsonNode report = running.awaitReport("review/broken.mp4.error.json");
            assertThat(report.get("why").asText()).contains("Media Failure");
        }
    }

    @Test
    void leavesJobsOfOthersAlone() throws Exception {
        try (RunningCaptions running = new RunningCaptions(base)) {
            String job = running.simulator.newJob();
            for (String name : List.of("../evil.mp4", "/etc/hosts", "a/../../b.mp4", "..")) {
                running.orderElsewhere(name);
            }
            running.drop("lecture.mp4", RECORDING);
            running.awaitFile("done/lecture.vtt");
            int listed = running.simulator.requests("/api/job/list").size();
            await().until(() -> running.simulator.requests("/api/job/list").size() > listed + 3);
            assertThat(running.log()).noneMatch(line -> line.contains(job));
            assertThat(running.simulator.requests("/api/job/get_caption"))
                    .as("not of names that no video can have")
                    .hasSize(2);
        }
    }

    @Test
    void fetchesWhatCouldNotBeFetchedAtFirst() throws Exception {
        try (RunningCaptions running = new RunningCaptions(base)) {
            running.simulator.faults().forCall("/api/job/get_caption", Fault.status(503), 1);
            running.simulator.faults().forCall("/api/job/get_caption", new Fault.CutOffAnswer(150), 1);
            running.drop("lecture.mp4", RECORDING);
            running.awaitLog("lecture.mp4: captions are there");
            assertThat(base.resolve("done/lecture.srt"))
                    .content()
                    .startsWith("1\n")
                    .endsWith("\n");
            assertThat(files(base.resolve("done"))).noneMatch(path -> path.contains(".part"));
        }
    }

    @Test
    void reportsCaptionsThatAreEmptyAndFetchesTheOthers() throws Exception {
        try (RunningCaptions running = new RunningCaptions(base, "captions.formats", "vtt")) {
            running.simulator.faults().forCall("/api/job/get_caption", new Fault.Status(200, Map.of(), ""), 1);
            running.drop("silent.mp4", RECORDING);
            JsonNode report = running.awaitReport("review/silent.mp4.error.json");
            assertThat(report.get("why").asText()).contains("with empty text");
            running.drop("lecture.mp4", RECORDING);
            running.awaitFile("done/lecture.vtt");
            assertThat(base.resolve("done/silent.vtt")).doesNotExist();
        }
    }

    @Test
    void writesCaptionsEvenIfSomebodyTookTheVideoAway() throws Exception {
        try (RunningCaptions running = new RunningCaptions(
                base, builder -> builder.transcriptionTime(Duration.ofSeconds(2)), "captions.formats", "vtt")) {
            running.drop("lecture.mp4", RECORDING);
            running.awaitFile("done/lecture.mp4.result.json");
            Files.delete(base.resolve("done/lecture.mp4.result.json"));
            Files.delete(base.resolve("done/lecture.mp4"));
            running.awaitFile("done/lecture.vtt");
        }
    }

    @Test
    void stopsPollingForNothing() throws Exception {
        try (RunningCaptions running = new RunningCaptions(base)) {
            running.drop("lecture.mp4", RECORDING);
            running.awaitLog("captions are there");
            int fetched = running.simulator.requests("/api/job/get_caption").size();
            int listed = running.simulator.requests("/api/job/list").size();
            await().until(() -> running.simulator.requests("/api/job/list").size() > listed + 6);
            assertThat(running.simulator.requests("/api/job/get_caption")).hasSize(fetched);
        }
    }
}
