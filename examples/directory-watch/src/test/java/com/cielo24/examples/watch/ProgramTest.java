package com.cielo24.examples.watch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.cielo24.camel.OutageRoutePolicy;
import com.cielo24.examples.support.Refusal;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What only a process of its own shows: configuration, exit codes, and what is on the terminal. */
class ProgramTest {

    @TempDir
    Path base;

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
            write("by-environment/100% in #1?/refused.mp4");

            try (WatchProcess watch = WatchProcess.start(
                    base,
                    Map.of(
                            "CAMEL_COMPONENT_CIELO24_API_TOKEN", service.apiToken(),
                            "INGEST_INBOX", "by-environment/100% in #1?",
                            "INGEST_BACKOFF_MAX", "2s"),
                    List.of("ingest.settle=100ms", "ingest.failed=by-property/failed"),
                    "--once")) {
                assertThat(watch.awaitExit(30)).as(watch.output()).isEqualTo(1);
            }

            assertThat(service.media(job(1))).isPresent();
            assertThat(base.resolve("by-file/done").resolve(job(1) + ".mp4")).exists();
            assertThat(base.resolve("by-property/failed/refused.mp4")).exists();
        }
    }

    @Test
    void showsWhatIsUnderWayOnAPageAndLetsNoSecondWatchIn() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                WatchProcess watch = WatchProcess.start(
                        base, service, List.of("ingest.settle=100ms", WatchProcess.PAGE_PORT + "=0"))) {
            write("inbox/" + job(1) + ".mp4");

            await().atMost(RunningWatch.PATIENCE)
                    .untilAsserted(() -> assertThat(watch.page("console.txt")).contains("job " + job(1) + ": added"));
            assertThat(watch.page("health")).contains("\"status\":\"UP\"").contains("producer:cielo24");
            assertThat(watch.page("metrics")).contains("cielo24_sent_bytes_total");
            try (WatchProcess second = WatchProcess.start(
                    base,
                    service,
                    List.of("ingest.done=other/done", "ingest.work=other/work", "ingest.failed=other/failed"))) {
                assertThat(second.awaitExit(30)).isEqualTo(2);
                assertThat(second.output()).contains("another route or process");
            }
            service.faults().always(new Fault.AnswerLate(Duration.ofSeconds(1)));
            write("inbox/" + job(2) + ".mp4");
            await().atMost(RunningWatch.PATIENCE).until(() -> service.requestCount() == 2);
            watch.stop();
            watch.awaitExit(30);
            assertThat(base.resolve("done").resolve(job(2) + ".mp4.result.json"))
                    .as(watch.output())
                    .exists();
        }
    }

    @Test
    void endsWithTwoAndTheReasonIfTheConfigurationIsWrong() {
        assertRefused("ingest.settle is '5S'", "ingest.settle", "5S");
        assertRefused("ingest.setle", "ingest.setle", "5s");
        assertRefused(
                "the option camel.component.cielo24.usernam does not exist", "camel.component.cielo24.usernam", "x");
        assertRefused("is used twice", "ingest.done", base + "/inbox/done");
    }

    private void assertRefused(String reason, String key, String value) {
        Map<String, String> properties =
                Map.of("camel.component.cielo24.api-token", "c1e10240", "ingest.folder", base.toString(), key, value);
        assertThat(Refusal.of(
                        overrides -> new DirectoryWatch(overrides, new OutageRoutePolicy(), false),
                        properties,
                        "--once"))
                .contains("Cannot start: ", reason)
                .doesNotContain("\tat ");
    }

    @Test
    void logsEachFileWhenItStartsAndWhenItEndsAndNoSecret() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            service.faults().forJob(job(1), new Fault.SlowReading(4_000_000), 1);
            service.faults().forJob(job(2), Fault.status(503, 1), 1);
            Files.createDirectories(base.resolve("inbox"));
            Files.write(base.resolve("inbox").resolve(job(1) + "-long.mp4"), new byte[12_000_000]);
            write("inbox/" + job(2) + "-busy.mp4");
            Files.writeString(base.resolve("inbox").resolve(job(3) + ".url"), "https://x.example/a.mp4?sig=SECRET");
            // two names that are no UTF-8
            run("cd inbox; printf x > \"$(printf 'Vorlesung \\xdcbung.mp4')\"; mkdir \"$(printf 'h\\xf6rsaal')\"");

            try (WatchProcess watch = WatchProcess.start(
                    base,
                    Map.of(
                            "LC_ALL", "C.UTF-8",
                            "CAMEL_COMPONENT_CIELO24_BASE_URL",
                                    service.baseUrl().toString(),
                            "CAMEL_COMPONENT_CIELO24_API_TOKEN", service.apiToken()),
                    List.of("ingest.folder=" + base, "ingest.settle=100ms", "ingest.progress=1s"),
                    "--once")) {
                assertThat(watch.awaitExit(40)).isEqualTo(1);

                String log = watch.output();
                assertThat(log.lines().filter(line -> line.contains("-long.mp4")))
                        .anyMatch(line -> line.contains("12.0 MB to job " + job(1)))
                        .anyMatch(line -> line.contains("-long.mp4: done, task "))
                        .anyMatch(line -> line.matches(".*-long.mp4: [0-9.]+ MB of 12.0 MB, \\d+ %, [0-9.]+ MB/s"));
                // a slow machine may log its progress, too
                assertThat(log.lines().filter(line -> line.contains("-busy.mp4") && !line.contains(" %, ")))
                        .hasSize(3);
                assertThat(log.lines().filter(line -> line.contains(".url"))).hasSize(2);
                assertThat(log.lines().filter(line -> line.contains("WARN") && line.contains("\\ufffd")))
                        .as(log)
                        .hasSize(2)
                        .anyMatch(line -> line.contains("Vorlesung \\ufffdbung.mp4"));
                assertThat(log).doesNotContain(service.apiToken(), "SECRET", "\tat ");
            }
        }
    }

    private void run(String script) throws Exception {
        new ProcessBuilder("bash", "-c", script)
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start()
                .waitFor();
    }

    private void write(String path) throws IOException {
        Path file = base.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "a lecture");
    }
}
