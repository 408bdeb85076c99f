package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.CreatedJob;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.watch.RunningWatch.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A folder of files that name no job, an account whose tokens live for a second or less, and {@code kill -9}: each file gets one
 * job, and each job its file.
 */
class FolderToJobsTest {

    private static final Account DEMO = Cielo24Simulator.DEMO_ACCOUNT;
    private static final List<String> SETTINGS = List.of(
            "camel.component.cielo24.username=" + DEMO.username(),
            "camel.component.cielo24.securekey=" + DEMO.securekey(),
            "logback.configurationFile=logback-trace.xml",
            "ingest.settle=100ms",
            "ingest.backoff=100ms");

    @TempDir
    Path base;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, byte[]> dropped = new HashMap<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> settings = new ArrayList<>(SETTINGS);

    @Test
    void fortyFilesGetFortyJobsAcrossTwoKills() throws Exception {
        // slow enough that a token dies in each process, however fast the machine is
        run(40, 12, Duration.ofMillis(300), 4, 300_000);
    }

    @Test
    @Tag("long")
    void twoHundredFilesGetTwoHundredJobsAcrossTwoKills() throws Exception {
        run(200, 14, Duration.ofSeconds(1), 16, 1_000_000);
    }

    /**
     * @param largest     how many times a file's size doubles from one to the next, before it begins anew
     * @param parallelism how many are sent at once
     * @param rate        bytes a second that the service reads of each
     */
    private void run(int count, int largest, Duration life, int parallelism, int rate) throws Exception {
        settings.add("ingest.parallelism=" + parallelism);
        Folders folders = Folders.below(base);
        drop(folders, count, largest);
        try (Cielo24Simulator service = Cielo24Simulator.builder()
                .anyJob()
                .mediaFolder(base.resolve("service"))
                .tokenLifetime(life)
                .start()) {
            service.faults().always(new Fault.SlowReading(rate));
            long begun = System.nanoTime();
            runUntilKilled(service, count / 4);
            runUntilKilled(service, count / 2);
            try (WatchProcess last = WatchProcess.start(base, service, settings, "--once")) {
                int exit = last.awaitExit(300);
                outputs.add(last.output());
                assertThat(exit).as(last.output()).isZero();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            check(folders, service, count);
            checkLogins(service, took, life);
        }
    }

    private void runUntilKilled(Cielo24Simulator service, int media) throws Exception {
        try (WatchProcess watch = WatchProcess.start(base, service, settings)) {
            await().atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> service.media().size() >= media);
            watch.kill();
            outputs.add(watch.output());
        }
        await().until(() -> service.uploadsInProgress() == 0);
    }

    private void check(Folders folders, Cielo24Simulator service, int count) throws IOException {
        assertThat(service.jobs()).hasSize(count);
        assertThat(service.jobs().stream()
                        .map(CreatedJob::externalId)
                        .flatMap(java.util.Optional::stream)
                        .distinct())
                .hasSize(count);
        assertThat(service.media()).hasSize(count);
        Set<String> done = files(folders.done()).stream()
                .filter(path -> !Report.isReport(path))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(done).isEqualTo(new TreeSet<>(dropped.keySet()));
        for (String path : done) {
            String job = RunningWatch.json(folders.done().resolve(path + Report.RESULT))
                    .get("job")
                    .asText();
            assertThat(service.media(job).orElseThrow().file()).as(path).hasBinaryContent(dropped.get(path));
            assertThat(folders.done().resolve(path)).hasBinaryContent(dropped.get(path));
        }
        checkSecrets(folders, service);
    }

    /** Not more than one login for each life of a token, and one for each process, however many send. */
    private void checkLogins(Cielo24Simulator service, Duration took, Duration life) {
        int attempts = service.requests("/api/account/login").size();
        System.out.printf(
                "FolderToJobsTest: %d files, %d jobs, %d logins, %d add_media requests in %d ms, -Dkill.seed=%d%n",
                dropped.size(), service.jobs().size(), attempts, service.requestCount(), took.toMillis(), seed);
        assertThat(attempts).isGreaterThan(3).isLessThanOrEqualTo((int) took.dividedBy(life) + 7);
    }

    private void checkSecrets(Folders folders, Cielo24Simulator service) throws IOException {
        Set<String> secrets = new TreeSet<>(Set.of(DEMO.securekey()));
        Stream.of("/api/job/add_media", "/api/job/new", "/api/job/list", "/api/job/info", "/api/account/logout")
                .flatMap(path -> service.requests(path).stream())
                .map(ReceivedRequest::rawQuery)
                .map(query -> query.replaceFirst(".*api_token=([0-9a-f]+).*", "$1"))
                .forEach(secrets::add);
        assertThat(secrets).hasSizeGreaterThan(3);
        String all = String.join("\n", outputs);
        assertThat(all).contains("DEBUG", "once more with a new one");
        List<String> notes = new ArrayList<>();
        for (String report : files(folders.done())) {
            if (Report.isReport(report)) {
                notes.add(Files.readString(folders.done().resolve(report)));
            }
        }
        assertThat(secrets).noneMatch(all::contains).noneMatch(String.join("\n", notes)::contains);
    }

    private void drop(Folders folders, int count, int largest) throws IOException {
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[(1 << (8 + i % largest)) + i];
            random.nextBytes(content);
            String path = i % 5 == 0 ? "course " + i + "/lecture.mp4" : "lecture " + i + ".mp4";
            Path file = folders.inbox().resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            dropped.put(path, content);
        }
    }
}
