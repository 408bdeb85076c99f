package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.watch.RunningWatch.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code kill -9} at any moment, with real processes. */
class KillTest {

    private static final int KILLS = Integer.getInteger("kill.kills", 6);
    private static final List<String> SETTINGS =
            List.of("ingest.settle=100ms", "ingest.backoff=100ms", "ingest.create-jobs=true");

    private static final int WITHOUT_JOB = 12;
    private static final String TWO_JOBS = job(45) + "/" + job(46) + ".mp4";
    private static final String EMPTY = job(47) + ".mp4";

    @TempDir
    Path base;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** What was dropped, by path. */
    private final Map<String, byte[]> dropped = new HashMap<>();

    private Folders folders;

    @BeforeEach
    void dropFiles() throws IOException {
        System.out.println("KillTest with -Dkill.seed=" + seed);
        folders = Folders.below(base);
        for (int i = 1; i <= 40; i++) {
            byte[] content = new byte[1 << (10 + random.nextInt(14))];
            random.nextBytes(content);
            drop(i % 3 == 0 ? job(i) + "/lecture.mp4" : job(i) + "-lecture.mp4", content);
        }
        for (int i = 41; i <= 44; i++) {
            drop(job(i) + ".url", ("https://media.example.com/" + i + ".mp4").getBytes());
        }
        for (int i = 1; i <= WITHOUT_JOB; i++) {
            byte[] content = new byte[1 << (10 + random.nextInt(12))];
            random.nextBytes(content);
            drop("lecture " + i + ".mp4", content);
        }
        drop(TWO_JOBS, new byte[100]);
        drop(EMPTY, new byte[0]);
    }

    @Test
    void everyFileEndsInExactlyOneFolderAndWhatIsDoneIsHeldByTheService() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder()
                .anyJob()
                .mediaFolder(base.resolve("service"))
                .start()) {
            service.faults().always(new Fault.SlowReading(8_000_000));
            for (int kill = 0; kill < KILLS; kill++) {
                runUntilKilled(service);
            }
            try (WatchProcess last = WatchProcess.start(base, service, SETTINGS, "--once")) {
                assertThat(last.awaitExit(60)).as(last.output()).isBetween(0, 1);
            }
            check(service);
        }
    }

    /** The moment is set by what the service has seen, so that it falls anywhere in the work. */
    private void runUntilKilled(Cielo24Simulator service) throws Exception {
        long moreBytes = 1 + random.nextInt(8_000_000);
        long moreRequests = 1 + random.nextInt(15);
        long bytes = service.bytesReceived();
        long requests = requests(service);
        try (WatchProcess watch = WatchProcess.start(base, service, SETTINGS)) {
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> service.bytesReceived() >= bytes + moreBytes
                            || requests(service) >= requests + moreRequests
                            || files(folders.inbox()).isEmpty());
            watch.kill();
        }
        // the simulator sees the broken connections
        await().until(() -> service.uploadsInProgress() == 0);
    }

    /** Also those between which a process may die with a job made and nothing sent. */
    private static long requests(Cielo24Simulator service) {
        return service.requestCount() + service.requests("/api/job/new").size();
    }

    /** Jobs without media count, too. */
    private void checkJobs(Cielo24Simulator service) {
        assertThat(service.jobs()).hasSize(WITHOUT_JOB);
        assertThat(service.jobs().stream().map(job -> job.externalId().orElseThrow()))
                .doesNotHaveDuplicates();
        assertThat(service.jobs())
                .allSatisfy(job -> assertThat(service.media(job.jobId())).isPresent());
    }

    private void check(Cielo24Simulator service) throws IOException {
        assertThat(files(folders.inbox())).isEmpty();
        assertThat(files(folders.work())).containsExactly("lock");
        Map<String, Path> ended = new HashMap<>();
        for (Path folder : List.of(folders.done(), folders.failed(), folders.retry(), folders.review())) {
            for (String path : media(folder)) {
                assertThat(ended.put(path, folder))
                        .as("%s in two folders", path)
                        .isNull();
                assertThat(folder.resolve(path)).hasBinaryContent(dropped.get(path));
                String report = path + (folder.equals(folders.done()) ? Report.RESULT : Report.ERROR);
                assertThat(RunningWatch.json(folder.resolve(report)).get("file").asText())
                        .isEqualTo(path);
            }
        }
        assertThat(ended.keySet()).isEqualTo(dropped.keySet());
        assertThat(ended).containsEntry(TWO_JOBS, folders.failed());
        // an empty file is noted down before it is refused: killed in between, nobody knows what was sent
        assertThat(ended.get(EMPTY)).isIn(folders.failed(), folders.review());
        assertThat(media(folders.failed())).isSubsetOf(TWO_JOBS, EMPTY);
        assertThat(media(folders.retry())).isEmpty();
        checkJobs(service);
        for (String path : media(folders.done())) {
            assertHeld(service, path);
        }
        for (String path : media(folders.review())) {
            if (!path.equals(EMPTY)) {
                // here only because an attempt before the kill had worked
                assertHeld(service, path);
            }
        }
        System.out.printf(
                "KillTest: %d done, %d to review, %d failed, after %d kills and %d requests%n",
                media(folders.done()).size(),
                media(folders.review()).size(),
                media(folders.failed()).size(),
                KILLS,
                service.requestCount());
    }

    private String jobOf(String path) {
        if (!path.startsWith("lecture ")) {
            return path.substring(0, 32);
        }
        Path done = folders.done().resolve(path + Report.RESULT);
        Path review = folders.review().resolve(path + Report.ERROR);
        return RunningWatch.json(Files.exists(done) ? done : review).get("job").asText();
    }

    private void assertHeld(Cielo24Simulator service, String path) {
        Optional<ReceivedMedia> media = service.media(jobOf(path));
        assertThat(media).as(path).isPresent();
        if (path.endsWith(".url")) {
            assertThat(media.get().mediaUrl()).isEqualTo(new String(dropped.get(path)));
        } else {
            assertThat(media.get().file()).as(path).hasBinaryContent(dropped.get(path));
        }
    }

    /** The files of a folder that are no reports, each of which must belong to one. */
    private static Set<String> media(Path folder) {
        Set<String> media = new TreeSet<>();
        List<String> reports = new ArrayList<>();
        for (String path : files(folder)) {
            (Report.isReport(path) ? reports : media).add(path);
        }
        assertThat(reports).hasSameSizeAs(media);
        return media;
    }

    private void drop(String path, byte[] content) throws IOException {
        Path file = folders.inbox().resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        dropped.put(path, content);
    }
}
