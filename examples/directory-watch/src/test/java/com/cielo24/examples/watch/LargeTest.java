package com.cielo24.examples.watch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import com.cielo24.simulator.Cielo24Simulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The largest file that the service takes, in a process with 64 MB of heap. */
@Tag("long")
class LargeTest {

    private static final long LARGEST = 10_737_418_239L;

    @TempDir
    Path base;

    @Test
    void addsTheLargestFileThereCanBe() throws Exception {
        Path inbox = Files.createDirectories(base.resolve("inbox"));
        try (RandomAccessFile sparse =
                new RandomAccessFile(inbox.resolve(job(1) + ".mp4").toFile(), "rw")) {
            sparse.setLength(LARGEST);
        }

        long peak = run();

        double seconds = RunningWatch.json(base.resolve("done/" + job(1) + ".mp4.result.json"))
                        .get("milliseconds")
                        .asLong()
                / 1000.0;
        System.out.printf(
                "%d bytes in %.1f s: %.2f GB/s, peak memory %d MB%n", LARGEST, seconds, LARGEST / seconds / 1e9, peak);
    }

    /** @return the most memory that the process ever had, in MB */
    private long run() throws IOException, InterruptedException {
        AtomicLong peak = new AtomicLong();
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                WatchProcess watch = WatchProcess.start(base, service, List.of(WatchProcess.AT_FULL_SPEED), "--once")) {
            await().atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        peak.accumulateAndGet(watch.peakMegabytes(), Math::max);
                        return !watch.isAlive();
                    });
            assertThat(watch.awaitExit(1)).as(watch.output()).isZero();
            assertThat(service.requestCount()).isEqualTo(1);
            assertThat(service.media(job(1)).orElseThrow().bytes()).isEqualTo(LARGEST);
        }
        return peak.get();
    }
}
