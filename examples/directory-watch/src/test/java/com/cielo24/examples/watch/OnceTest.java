package com.cielo24.examples.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.support.ProgramProcess.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;

class OnceTest {

    @TempDir
    Path base;

    private RunningWatch watch;

    @BeforeEach
    void prepare() {
        watch = RunningWatch.prepared(base);
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void endsWhenTheInboxIsEmptyAndEverythingUnderWayIsDone() throws Exception {
        watch.simulator.faults().forJob(job(3), new Fault.AnswerLate(Duration.ofSeconds(1)), 1);
        for (int i = 1; i <= 20; i++) {
            watch.drop(job(i) + ".mp4", "a lecture");
        }
        watch.drop("x.mp4.part", "half a lecture");
        watch.drop("notes.txt", "not for the service");

        assertThat(watch.once()).isZero();

        assertThat(files(watch.folders.done())).hasSize(40);
        assertThat(watch.inbox()).containsExactly("notes.txt", "x.mp4.part");
        assertThat(watch.log("Ended: 20 done, 0 failed, 0 to review")).hasSize(1);
    }

    @Test
    void endsWithOneIfAFileFailed() throws Exception {
        watch.drop("x.url", "no URL");
        assertThat(watch.once()).isEqualTo(1);
    }

    @Test
    void endsWithOneIfAFileStaysInTheInbox() throws Exception {
        watch.simulator.faults().forJob(job(1), Fault.status(503, 600), 3);
        watch.drop(job(1) + ".mp4", "a lecture");
        watch.drop(job(2) + ".mp4", "a lecture");

        assertThat(watch.once()).isEqualTo(1);

        assertThat(watch.inbox()).containsExactly(job(1) + ".mp4");
        assertThat(watch.once()).isZero();
    }

    @Test
    void waitsAsLongAsTheServiceAsksButNoLongerThanTheLongestBackoff() throws Exception {
        watch.set("ingest.backoff.max", "2500ms");
        watch.simulator.faults().forJob(job(1), Fault.status(429, 2), 1);
        watch.simulator.faults().forJob(job(2), Fault.status(429, 600), 1);
        watch.drop(job(1) + ".mp4", "a lecture");
        watch.drop(job(2) + ".mp4", "a lecture");

        assertThat(watch.once()).isZero();

        assertThat(betweenAttempts(1)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(betweenAttempts(2)).isBetween(Duration.ofMillis(2500), Duration.ofMinutes(1));
    }

    private Duration betweenAttempts(int number) {
        List<Instant> attempts = watch.simulator.requests().stream()
                .filter(request -> request.rawQuery().contains(job(number)))
                .map(ReceivedRequest::receivedAt)
                .toList();
        return Duration.between(attempts.get(0), attempts.get(1));
    }

    @Test
    void endsSoonWhereTheServiceIsAway() throws Exception {
        watch.simulator.outage(Duration.ofMinutes(5));
        for (int i = 1; i <= 60; i++) {
            watch.drop(job(i) + ".mp4", "a lecture");
        }
        long start = System.nanoTime();

        assertThat(watch.once()).isEqualTo(1);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(watch.inbox()).hasSize(60);
    }

    @Test
    void endsSoonWhereTheLoginIsRefused() throws Exception {
        watch.close();
        watch = RunningWatch.prepared(
                base,
                "camel.component.cielo24.username",
                Cielo24Simulator.DEMO_ACCOUNT.username(),
                "camel.component.cielo24.securekey",
                "c1e10240c1e10240c1e10240c1e10240");
        watch.drop("lecture.mp4", "a lecture");

        assertThat(watch.once()).isEqualTo(1);

        assertThat(watch.inbox()).containsExactly("lecture.mp4");
    }

    @Test
    void doesNotWaitForAnEmptyFile() throws Exception {
        watch.drop(job(1) + ".mp4", "");

        assertThat(watch.once()).isEqualTo(1);

        assertThat(watch.inbox()).containsExactly(job(1) + ".mp4");
        assertThat(watch.log("Ended: 0 done, 0 failed, 0 to review; files are left in the inbox"))
                .hasSize(1);
    }
}
