package com.cielo24.examples.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.ReceivedMedia;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.support.ProgramProcess.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** That none of many files is lost, and that memory, threads and descriptors of a watch stay as they are. */
@Tag("long")
class SoakTest {

    private static final int FILES = Integer.getInteger("soak.files", 20_000);

    @TempDir
    Path base;

    @Test
    void takesManyFilesInLittleMemory() throws Exception {
        Path inbox = Files.createDirectories(base.resolve("inbox"));
        for (int i = 1; i <= FILES; i++) {
            Files.writeString(inbox.resolve(job(i) + ".mp4"), "lecture " + i);
        }
        long start = System.nanoTime();
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                WatchProcess watch = WatchProcess.start(
                        base, service, List.of(WatchProcess.AT_FULL_SPEED, "ingest.settle=0s", "ingest.progress=1h"))) {
            awaitMedia(service, FILES / 4);
            long memory = watch.peakMegabytes();
            int threads = watch.threads();
            int descriptors = watch.descriptors();
            awaitMedia(service, FILES);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "SoakTest: %d files in %.0f s; after a quarter and at the end: %d and %d MB of memory at most,"
                            + " %d and %d threads, %d and %d descriptors%n",
                    FILES,
                    seconds,
                    memory,
                    watch.peakMegabytes(),
                    threads,
                    watch.threads(),
                    descriptors,
                    watch.descriptors());
            assertThat(watch.peakMegabytes()).isLessThan(memory + 60);
            assertThat(watch.threads()).isLessThan(threads + 8);
            assertThat(watch.descriptors()).isLessThan(descriptors + 20);
            await().until(() -> files(base.resolve("done")).size() == 2 * FILES);
            assertThat(service.requestCount()).isEqualTo(FILES);
            assertThat(service.media())
                    .extracting(ReceivedMedia::jobId)
                    .doesNotHaveDuplicates()
                    .hasSize(FILES);
        }
    }

    private static void awaitMedia(Cielo24Simulator service, int count) {
        await().atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> service.media().size() >= count);
    }
}
