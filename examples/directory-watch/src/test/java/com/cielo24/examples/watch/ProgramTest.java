package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.watch.RunningWatch.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What only a process of its own shows: configuration, exit codes, and what is on the terminal. */
class ProgramTest {

    @TempDir
    Path base;

    @Test
    void showsTheWholePathInItsFirstRunWithoutAToken() throws Exception {
        try (WatchProcess demo = WatchProcess.start(base, Map.of(), List.of(), "--once")) {
            assertThat(demo.awaitExit(30)).as(demo.output()).isZero();

            List<String> done = files(base.resolve("data/demo/done"));
            assertThat(done).hasSize(2);
            assertThat(done.get(0)).matches("[0-9a-f]{32}-tone.wav");
            String job = done.get(0).substring(0, 32);
            assertThat(base.resolve("data/demo/simulator").resolve(job))
                    .hasSameBinaryContentAs(base.resolve("data/demo/done").resolve(done.get(0)));
            assertThat(demo.output())
                    .contains("No API token is configured")
                    .contains("simulator")
                    .contains("\"job\" : \"" + job + "\"")
                    .contains("1 done, 0 failed")
                    .doesNotContain(Cielo24Simulator.DEMO_TOKEN)
                    .doesNotContain("Exception");
        }
    }

    @Test
    void neverTakesOnesOwnFilesForTheDemo() throws Exception {
        Path inbox = Files.createDirectories(base.resolve("recordings"));
        Files.writeString(inbox.resolve(job(1) + ".mp4"), "mine");

        try (WatchProcess demo =
                WatchProcess.start(base, Map.of("INGEST_INBOX", inbox.toString()), List.of(), "--once")) {
            assertThat(demo.awaitExit(30)).as(demo.output()).isZero();
        }

        assertThat(inbox.resolve(job(1) + ".mp4")).hasContent("mine");
    }

    @Test
    void takesItsConfigurationFromTheEnvironmentSystemPropertiesAndTheWorkingDirectory() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            Files.writeString(base.resolve("application.properties"), """
                            camel.component.cielo24.base-url=%s
                            ingest.done=by-file/done
                            ingest.inbox=by-file/inbox
                            ingest.failed=by-file/failed
                            """.formatted(service.baseUrl()));
            write("by-environment/100% in #1?/" + job(1) + ".mp4");

            try (WatchProcess watch = WatchProcess.start(
                    base,
                    Map.of(
                            "CAMEL_COMPONENT_CIELO24_API_TOKEN", service.apiToken(),
                            "INGEST_INBOX", "by-environment/100% in #1?",
                            "INGEST_BACKOFF_MAX", "2s"),
                    List.of("ingest.settle=100ms", "ingest.failed=by-property/failed"),
                    "--once")) {
                assertThat(watch.awaitExit(30)).as(watch.output()).isZero();
            }

            assertThat(service.media(job(1))).isPresent();
            assertThat(base.resolve("by-file/done").resolve(job(1) + ".mp4")).exists();
            assertThat(base.resolve("by-property/failed")).isDirectory();
            assertThat(base.resolve("by-file/failed")).doesNotExist();
        }
    }

    @Test
    void showsWhatIsUnderWayOnAPage() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                WatchProcess watch = WatchProcess.start(
                        base, service, List.of("ingest.settle=100ms", WatchProcess.PAGE_PORT + "=0"))) {
            write("inbox/" + job(1) + ".mp4");

            await().atMost(RunningWatch.PATIENCE)
                    .untilAsserted(() -> assertThat(watch.page("console.txt")).contains("job " + job(1) + ": added"));
            assertThat(watch.page("health")).contains("\"status\":\"UP\"").contains("producer:cielo24");
            assertThat(watch.page("metrics")).contains("cielo24_sent_bytes_total");
        }
    }

    @Test
    void endsWithOneIfAFileFailed() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            write("inbox/lecture.mp4");
            try (WatchProcess watch = WatchProcess.start(base, service, List.of("ingest.settle=100ms"), "--once")) {
                assertThat(watch.awaitExit(30)).as(watch.output()).isEqualTo(1);
            }
        }
    }

    @Test
    void endsWithTwoAndTheReasonIfTheConfigurationIsWrong() throws Exception {
        assertRefused(List.of("ingest.parallelism=many"), "ingest.parallelism is 'many'");
        assertRefused(List.of("ingest.settle=soon"), "ingest.settle is 'soon'");
        assertRefused(List.of("ingest.http.port=web"), "ingest.http.port is 'web'");
        assertRefused(List.of("camel.component.cielo24.api-tokn=SECRET"), "apiTokn");
        assertRefused(
                List.of(
                        "camel.component.cielo24.base-url=http://media.example.com",
                        "camel.component.cielo24.api-token=c1e10240"),
                "media.example.com");
        assertRefused(List.of("camel.component.cielo24.base-url=https://staging.example.com"), "no", "token");
    }

    @Test
    void refusesToWatchFoldersThatAnotherProcessWatches() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                WatchProcess first = WatchProcess.start(base, service, List.of())) {
            first.awaitOutput("Watching");

            try (WatchProcess second = WatchProcess.start(base, service, List.of())) {
                assertThat(second.awaitExit(30)).isEqualTo(2);
                assertThat(second.output()).contains("another directory watch is running");
            }
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void tellsEachFileOnceWhenItStartsAndOnceWhenItEndsAndNoSecret() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            service.faults().forJob(job(1), new Fault.SlowReading(4_000_000), 1);
            service.faults().forJob(job(2), Fault.status(503, 1), 1);
            Files.createDirectories(base.resolve("inbox"));
            Files.write(base.resolve("inbox").resolve(job(1) + "-long.mp4"), new byte[16_000_000]);
            write("inbox/" + job(2) + "-busy.mp4");
            Files.writeString(base.resolve("inbox").resolve(job(3) + ".url"), "https://x.example/a.mp4?sig=SECRET");
            write("inbox/refused.mp4");

            try (WatchProcess watch =
                    WatchProcess.start(base, service, List.of("ingest.settle=100ms", "ingest.progress=1s"), "--once")) {
                assertThat(watch.awaitExit(30)).isEqualTo(1);

                List<String> lines = watch.output().lines().toList();
                assertThat(lines)
                        .filteredOn(line -> line.contains("16.0 MB to job " + job(1)))
                        .hasSize(1);
                assertThat(lines)
                        .filteredOn(line -> line.contains("-long.mp4: done, task "))
                        .hasSize(1);
                assertThat(lines)
                        .filteredOn(line -> line.matches(".*-long.mp4: [0-9.]+ MB of 16.0 MB, \\d+ %, [0-9.]+ MB/s"))
                        .hasSizeBetween(1, 8);
                assertThat(lines)
                        .filteredOn(line -> line.contains("-busy.mp4: attempt 1 of 6 failed, next in 1.0 s: "))
                        .hasSize(1);
                assertThat(lines).filteredOn(line -> line.contains("-busy.mp4")).hasSize(3);
                assertThat(lines).filteredOn(line -> line.contains(".url")).hasSize(2);
                assertThat(lines)
                        .filteredOn(line -> line.contains("refused.mp4"))
                        .hasSize(2);
                assertThat(watch.output())
                        .doesNotContain(service.apiToken())
                        .doesNotContain("SECRET")
                        .doesNotContain("\tat ");
            }
        }
    }

    @Test
    void goesOnWithOtherFilesIfTheLocaleDoesNotKnowTheNameOfOne() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")));
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            write("data/inbox/" + job(1) + "-é.mp4");
            write("data/inbox/" + job(2) + ".mp4");

            try (WatchProcess watch = WatchProcess.start(
                    base,
                    Map.of("LC_ALL", "C"),
                    List.of(
                            "camel.component.cielo24.base-url=" + service.baseUrl(),
                            "camel.component.cielo24.api-token=" + service.apiToken(),
                            "ingest.settle=100ms"),
                    "--once")) {
                assertThat(watch.awaitExit(30)).as(watch.output()).isEqualTo(1);
                assertThat(watch.output()).containsOnlyOnce("LC_ALL=C.UTF-8").doesNotContain("\tat ");
            }

            assertThat(files(base.resolve("data/inbox"))).containsExactly(job(1) + "-é.mp4");
            assertThat(base.resolve("data/done").resolve(job(2) + ".mp4")).exists();
        }
    }

    @Test
    void letsAnUploadEndWhenItIsStopped() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            service.faults().always(new Fault.AnswerLate(Duration.ofSeconds(1)));
            write("inbox/" + job(1) + ".mp4");
            try (WatchProcess watch = WatchProcess.start(base, service, List.of("ingest.settle=100ms"))) {
                await().atMost(RunningWatch.PATIENCE).until(() -> service.requestCount() == 1);

                watch.stop();
                watch.awaitExit(30);

                assertThat(base.resolve("done").resolve(job(1) + ".mp4.result.json"))
                        .as(watch.output())
                        .exists();
            }
        }
    }

    private void assertRefused(List<String> properties, String... reasons) throws Exception {
        try (WatchProcess watch = WatchProcess.start(base, Map.of(), properties, "--once")) {
            assertThat(watch.awaitExit(30)).as(watch.output()).isEqualTo(2);
            assertThat(watch.output())
                    .contains("Cannot start: ")
                    .contains(reasons)
                    .doesNotContain("\tat ");
        }
    }

    private void write(String path) throws IOException {
        Path file = base.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "a lecture");
    }
}
