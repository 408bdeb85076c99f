package com.cielo24.examples.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedRequest;
import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.processor.errorhandler.RedeliveryErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.examples.watch.RunningWatch.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RedeliveryTest {

    private static final String NAME = job(1) + ".mp4";

    @TempDir
    Path base;

    private RunningWatch watch;

    @AfterEach
    void stop() {
        watch.close();
    }

    @Test
    void sendsAgainAfterABrokenConnection() {
        watch = RunningWatch.on(base);
        watch.simulator.faults().forJob(job(1), new Fault.DropBeforeBody(), 2);
        watch.drop(NAME, "a lecture");

        assertThat(watch.awaitReport(watch.folders.done(), NAME).get("attempts").asInt())
                .isEqualTo(3);
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongestBackoff() {
        watch = RunningWatch.on(base, "ingest.backoff", "200ms", "ingest.backoff.max", "500ms", "ingest.retries", "3");
        watch.simulator.faults().forJob(job(1), Fault.status(503), 3);
        watch.drop(NAME, "a lecture");
        watch.awaitReport(watch.folders.done(), NAME);

        assertThat(gap(0)).isBetween(200L, 390L);
        assertThat(gap(1)).isBetween(400L, 490L + 100);
        assertThat(gap(2)).isBetween(500L, 790L);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void waitsAsLongAsRetryAfterAsks(int status) {
        watch = RunningWatch.on(base);
        watch.simulator.faults().forJob(job(1), Fault.status(status, 1), 1);
        watch.simulator.faults().forJob(job(1), Fault.status(status), 1);
        watch.drop(NAME, "a lecture");
        watch.awaitReport(watch.folders.done(), NAME);

        assertThat(gap(0)).isBetween(1000L, 1900L);
        // back to the backoff, as the second answer asks for nothing
        assertThat(gap(1)).isLessThan(500L);
    }

    @Test
    void leavesAFileInRetryWhenItsRetriesAreUsedUp() {
        watch = RunningWatch.on(base);
        watch.simulator.faults().forJob(job(1), Fault.status(429, 0), 3);
        watch.drop(NAME, "a lecture");

        JsonNode error = watch.awaitReport(watch.folders.retry(), NAME);

        assertThat(error.get("attempts").asInt()).isEqualTo(3);
        assertThat(error.get("httpStatus").asInt()).isEqualTo(429);
        assertThat(error.get("outcomeUnknown").asBoolean()).isFalse();
        assertThat(error.get("whatToDo").asText()).contains("next start");
        assertThat(watch.folders.retry().resolve(NAME)).hasContent("a lecture");
        assertThat(watch.simulator.requestCount()).isEqualTo(3);
    }

    @Test
    void sendsWhatIsInRetryAtTheNextStart() throws Exception {
        watch = RunningWatch.on(base);
        watch.simulator.faults().forJob(job(1), Fault.status(503, 0), 3);
        watch.drop("sub/" + NAME, "a lecture");
        watch.awaitReport(watch.folders.retry(), "sub/" + NAME);
        watch.stop();

        assertThat(watch.once().isAllWell()).isTrue();

        assertThat(watch.folders.done().resolve("sub/" + NAME)).hasContent("a lecture");
        assertThat(files(watch.folders.retry())).isEmpty();
    }

    static Stream<Fault> faultsThatKeepTheMedia() {
        return Stream.of(new Fault.DropAfterBody(true), Fault.status(500).kept(true));
    }

    @ParameterizedTest
    @MethodSource("faultsThatKeepTheMedia")
    void remembersAnUnknownOutcomeUntilTheNextStart(Fault fault) throws Exception {
        watch = RunningWatch.on(base, "ingest.retries", "0");
        watch.simulator.faults().forJob(job(1), fault, 1);
        watch.drop(NAME, "a lecture");
        JsonNode error = watch.awaitReport(watch.folders.retry(), NAME);
        assertThat(error.get("what").asText()).isEqualTo("unknown outcome");
        assertThat(error.get("outcomeUnknown").asBoolean()).isTrue();
        watch.stop();

        watch.once();

        assertThat(files(watch.folders.review())).containsExactly(NAME, NAME + ".error.json");
    }

    @Test
    void triesAnUnexpectedAnswerLater() {
        watch = RunningWatch.on(base, "ingest.retries", "0");
        watch.simulator.faults().forJob(job(1), Fault.garbage(), 1);
        watch.drop(NAME, "a lecture");

        assertThat(watch.awaitReport(watch.folders.retry(), NAME).get("what").asText())
                .isEqualTo("unknown outcome");
    }

    @Test
    void leavesAFileInTheInboxThatWaitsForItsRetryWhenTheWatchIsStopped() {
        watch = RunningWatch.on(base, "ingest.backoff", "60s", "camel.main.shutdown-timeout", "30");
        watch.simulator.faults().forJob(job(1), Fault.status(429), 1);
        watch.drop(NAME, "a lecture");
        watch.awaitRequests(1);
        await().atMost(RunningWatch.PATIENCE).until(RedeliveryTest::isAnExchangeWaiting);

        Instant before = Instant.now();
        watch.stop();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(files(watch.folders.inbox())).containsExactly(NAME);
        assertThat(watch.notes()).as("nothing is unknown").isEmpty();
    }

    @Test
    void goesOnWithOtherFilesWhileOneWaits() {
        watch = RunningWatch.on(base, "ingest.backoff", "60s", "ingest.parallelism", "2");
        watch.simulator.faults().forJob(job(1), new Fault.DropBeforeBody(), 1);
        watch.drop(NAME, "a lecture");
        watch.awaitRequests(1);

        watch.drop(job(2) + ".mp4", "another");

        watch.awaitReport(watch.folders.done(), job(2) + ".mp4");
        assertThat(Files.exists(watch.folders.inbox().resolve(NAME))).isTrue();
    }

    /** An attempt that fails while the watch is already being stopped is the last: Camel does not wait for another. */
    private static boolean isAnExchangeWaiting() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().startsWith(RedeliveryErrorHandler.class.getName())
                        && frame.getMethodName().equals("sleep"));
    }

    private long gap(int first) {
        List<Instant> times = watch.simulator.requests().stream()
                .map(ReceivedRequest::receivedAt)
                .toList();
        return Duration.between(times.get(first), times.get(first + 1)).toMillis();
    }
}
