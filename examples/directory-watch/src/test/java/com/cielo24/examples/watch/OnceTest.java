package com.cielo24.examples.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.cielo24.examples.outcome.Verdict;
import com.cielo24.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.watch.RunningWatch.files;
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
    void endsWellWhenThereIsNothingToDo() throws Exception {
        assertThat(watch.once().isAllWell()).isTrue();
    }

    @Test
    void endsWhenTheInboxIsEmptyAndEverythingUnderWayIsDone() throws Exception {
        watch.simulator.faults().forJob(job(3), new Fault.AnswerLate(Duration.ofSeconds(2)), 1);
        for (int i = 1; i <= 20; i++) {
            watch.drop(job(i) + ".mp4", "a lecture");
        }

        Tally tally = watch.once();

        assertThat(tally.isAllWell()).isTrue();
        assertThat(tally.of(Verdict.ADDED)).isEqualTo(20);
        assertThat(files(watch.folders.done())).hasSize(40);
        assertThat(files(watch.folders.inbox())).isEmpty();
        assertThat(watch.notes()).isEmpty();
    }

    @Test
    void doesNotWaitForFilesThatAreNotMeantForIt() throws Exception {
        watch.drop(job(1) + ".mp4.part", "half a lecture");
        watch.drop(".hidden", "x");

        assertThat(watch.once().isAllWell()).isTrue();
        assertThat(files(watch.folders.inbox())).hasSize(2);
    }

    @Test
    void isNotWellIfAFileFailed() throws Exception {
        watch.drop("lecture.mp4", "without a job");

        assertThat(watch.once().isAllWell()).isFalse();
    }

    @Test
    void isNotWellIfAFileIsLeftInRetry() throws Exception {
        watch.simulator.faults().always(Fault.status(503));
        watch.drop(job(1) + ".mp4", "a lecture");

        Tally tally = watch.once();

        assertThat(tally.isAllWell()).isFalse();
        assertThat(tally.of(Verdict.RETRY)).isEqualTo(1);
    }

    @Test
    void isNotWellIfAFileCannotBeMoved() throws Exception {
        watch.drop(job(1) + "/lecture.mp4", "a lecture");
        Path inTheWay = watch.folders.done().resolve(job(1) + "/.lecture.mp4.result.json.tmp");
        Files.createDirectories(inTheWay);

        assertThat(watch.once().isAllWell()).isFalse();

        assertThat(watch.simulator.requestCount()).as("not sent again").isEqualTo(1);
        assertThat(watch.folders.inbox().resolve(job(1) + "/lecture.mp4")).hasContent("a lecture");
        Files.delete(inTheWay);
        assertThat(watch.once().isAllWell()).as("after the way is free").isTrue();
        assertThat(watch.folders.done().resolve(job(1) + "/lecture.mp4")).hasContent("a lecture");
        assertThat(watch.simulator.requestCount()).as("not sent again").isEqualTo(1);
    }
}
