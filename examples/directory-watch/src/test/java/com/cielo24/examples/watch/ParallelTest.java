package com.cielo24.examples.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

import com.cielo24.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.watch.RunningWatch.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ParallelTest {

    @TempDir
    Path base;

    private RunningWatch watch;

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void sendsSmallFilesWhileALargeOneIsOnItsWay() {
        watch = RunningWatch.on(base);
        watch.simulator.faults().forJob(job(1), new Fault.StopReading(0), 1);
        watch.drop(job(1) + "-large.mp4", new byte[40_000_000]);
        watch.awaitRequests(1);

        for (int i = 2; i < 30; i++) {
            watch.drop(job(i) + ".mp4", "small");
        }

        await().atMost(RunningWatch.PATIENCE)
                .until(() -> files(watch.folders.done()).size() == 2 * 28);
        assertThat(watch.simulator.uploadsInProgress()).as("the large one").isEqualTo(1);
        assertThat(watch.folders.inbox().resolve(job(1) + "-large.mp4")).exists();
    }

    @Test
    void sendsAsManyAtOnceAsConfiguredAndNoMore() {
        watch = RunningWatch.prepared(base, "ingest.parallelism", "3");
        watch.simulator.faults().always(new Fault.AnswerLate(Duration.ofMillis(100)));
        for (int i = 1; i <= 15; i++) {
            watch.drop(job(i) + ".mp4", "a lecture");
        }

        watch.start();

        await().atMost(RunningWatch.PATIENCE)
                .until(() -> files(watch.folders.done()).size() == 2 * 15);
        assertThat(watch.simulator.mostConcurrent()).isEqualTo(3);
        assertThat(watch.simulator.requestCount()).as("each once").isEqualTo(15);
    }

    @Test
    void takesAFileOnlyWhenItHasStoppedGrowingAndHoldsUpNoOther() throws Exception {
        watch = RunningWatch.on(base, "ingest.settle", "700ms");
        Path growing = watch.drop(job(1) + ".mp4", "begin");
        StringBuilder content = new StringBuilder("begin");
        watch.drop(job(2) + ".mp4", "whole");

        while (!Files.exists(watch.folders.done().resolve(job(2) + ".mp4.result.json"))) {
            Files.writeString(growing, "x", StandardOpenOption.APPEND);
            content.append('x');
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        }
        assertThat(watch.simulator.media(job(1))).isEmpty();

        watch.awaitReport(watch.folders.done(), job(1) + ".mp4");
        assertThat(watch.simulator.media(job(1)).orElseThrow().file()).hasContent(content.toString());
    }

    @Test
    void leavesAFileThatGrowsAgainWhileItWaitsForItsTurn() throws Exception {
        watch = RunningWatch.prepared(base, "ingest.parallelism", "1", "ingest.settle", "500ms");
        // one is sent, one waits for a sender, one is held by the poll
        for (int i = 1; i <= 3; i++) {
            watch.drop(job(i) + ".mp4", "begin");
        }
        // the first upload keeps the sender for longer than the others grow, also on a busy machine
        watch.simulator.faults().forCall("/api/job/add_media", new Fault.AnswerLate(Duration.ofSeconds(6)), 1);
        watch.start();
        await().atMost(RunningWatch.PATIENCE)
                .until(() -> !watch.simulator.media().isEmpty());

        String sent = watch.simulator.media().get(0).jobId();
        for (int piece = 0; piece < 50; piece++) {
            for (int i = 1; i <= 3; i++) {
                if (!job(i).equals(sent)) {
                    Files.writeString(watch.folders.inbox().resolve(job(i) + ".mp4"), "x", StandardOpenOption.APPEND);
                }
            }
            await().pollDelay(Duration.ofMillis(40)).until(() -> true);
        }

        await().atMost(RunningWatch.PATIENCE)
                .until(() -> files(watch.folders.done()).size() == 6);
        for (int i = 1; i <= 3; i++) {
            assertThat(watch.simulator.media(job(i)).orElseThrow().file())
                    .hasContent(job(i).equals(sent) ? "begin" : "begin" + "x".repeat(50));
        }
    }
}
