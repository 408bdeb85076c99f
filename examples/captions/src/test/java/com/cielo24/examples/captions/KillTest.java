package com.cielo24.examples.captions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Callback;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.CreatedJob;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.Order;
import com.cielo24.simulator.ReceivedMedia;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.captions.RunningCaptions.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The program, killed again and again, with a service whose answers and callbacks are lost, late, doubled and forged. */
class KillTest {

    private static final Fault[] OF_MEDIA = {
        new Fault.DropDuringBody(1000),
        new Fault.DropAfterBody(true),
        new Fault.DropAfterBody(false),
        Fault.status(500).kept(true),
        Fault.status(503),
        Fault.garbage().kept(true)
    };

    private static final Fault[] OF_ORDERS = {
        new Fault.DropBeforeBody(),
        new Fault.DropAfterBody(true),
        new Fault.DropAfterBody(false),
        Fault.status(500).kept(true),
        Fault.status(503),
        Fault.status(429, 0),
        Fault.garbage().kept(true),
        new Fault.CutOffAnswer(30),
        new Fault.CallbackLost(),
        new Fault.CallbackRepeated(3),
        new Fault.CallbackEarly(),
        new Fault.CallbackForged(),
        new Fault.CallbackLate(Duration.ofSeconds(2))
    };

    private static final Fault[] OF_RESULTS = {
        new Fault.DropBeforeBody(), Fault.status(503), new Fault.CutOffAnswer(200), new Fault.CutOffAnswer(30)
    };

    @TempDir
    Path base;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int port = ProgramProcess.freePort();
    private final Set<String> dropped = new TreeSet<>();

    @Test
    void everyVideoGetsItsCaptionsAndNoneIsOrderedTwice() throws Exception {
        killAndCheck(4, 5);
    }

    @Test
    @Tag("long")
    void everyOneOf500VideosGetsItsCaptionsAndNoneIsOrderedTwice() throws Exception {
        killAndCheck(Integer.getInteger("kill.kills", 63), 8);
    }

    private void killAndCheck(int kills, int videosEach) throws Exception {
        System.out.println("-Dkill.seed=" + seed);
        try (Cielo24Simulator service = Cielo24Simulator.builder()
                .transcriptionTime(Duration.ofMillis(300))
                .callbackRetryAfter(Duration.ofMillis(200))
                .start()) {
            service.faults().sometimes(0.3, seed, OF_MEDIA);
            service.faults().sometimesForCall("/api/job/perform_transcription", 0.6, seed, OF_ORDERS);
            service.faults().sometimesForCall("/api/job/get_caption", 0.3, seed, OF_RESULTS);
            service.faults().sometimesForCall("/api/job/list", 0.3, seed, OF_RESULTS);
            service.faults()
                    .sometimesForCall("/api/job/info", 0.2, seed, Fault.status(503), new Fault.CutOffAnswer(40));
            for (int kill = 0; kill < kills; kill++) {
                for (int i = 0; i < videosEach; i++) {
                    drop();
                }
                try (CaptionsProcess program = start(service)) {
                    awaitTheMoment(service);
                    program.kill();
                }
            }
            int ordered = service.orders().size();
            service.faults().clear();
            try (CaptionsProcess last = start(service)) {
                await().atMost(Duration.ofSeconds(60 + 2L * kills)).untilAsserted(() -> assertThat(withCaptions())
                        .as(() -> last.output() + notDone())
                        .isEqualTo(dropped));
                check(service, last.output());
                System.out.println(ordered + " of them ordered between the kills");
            }
        }
    }

    private CaptionsProcess start(Cielo24Simulator service) {
        return new CaptionsProcess(
                base,
                List.of(
                        "camel.component.cielo24.base-url=" + service.baseUrl(),
                        "camel.component.cielo24.api-token=" + service.apiToken(),
                        "camel.component.cielo24.stall-timeout=500ms",
                        "camel.component.cielo24.response-timeout=500ms",
                        "camel.main.jmx-enabled=false",
                        "ingest.folder=" + base,
                        "ingest.settle=50ms",
                        "ingest.lease=1s",
                        "ingest.retry-delay=200ms",
                        "ingest.pause=200ms",
                        "captions.poll=500ms",
                        "captions.callback.url=http://127.0.0.1:" + port,
                        "captions.callback.port=" + port));
    }

    private void drop() throws IOException {
        byte[] content = new byte[1 << (10 + random.nextInt(8))];
        random.nextBytes(content);
        String path =
                switch (dropped.size() % 3) {
                    case 0 -> "lecture " + dropped.size() + ".mp4";
                    case 1 -> "premium-48h/lecture " + dropped.size() + ".mov";
                    default -> "course " + dropped.size() + "/lecture.mp4";
                };
        Path file = base.resolve("inbox").resolve(path);
        Files.createDirectories(file.getParent());
        Path unfinished = base.resolve("inbox/.unfinished");
        Files.write(unfinished, content);
        Files.move(unfinished, file);
        dropped.add(path);
    }

    /** Between any two steps; a quarter of the kills come while it starts. */
    private void awaitTheMoment(Cielo24Simulator service) throws InterruptedException {
        if (random.nextInt(4) == 0) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(2000));
            return;
        }
        // polls do not count: most requests are polls, and a kill would come before anything is ordered
        int more = done(service) + 1 + random.nextInt(8);
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (done(service) < more && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        // the second half while captions are fetched
        TimeUnit.MICROSECONDS.sleep(random.nextInt(random.nextBoolean() ? 20_000 : 800_000));
    }

    private static int done(Cielo24Simulator service) {
        return service.media().size() + service.orders().size();
    }

    private Set<String> withCaptions() {
        Set<String> found = new TreeSet<>(files(base.resolve("done")));
        Set<String> complete = new TreeSet<>(dropped);
        complete.removeIf(path -> {
            String stem = path.replaceFirst("[.][^.]*$", "");
            return !found.containsAll(List.of(path, path + ".result.json", stem + ".srt", stem + ".vtt"));
        });
        return complete;
    }

    /** What is not where it should be, with its reports. */
    private String notDone() {
        StringBuilder text = new StringBuilder();
        for (String folder : List.of("failed", "review", "inbox", "done")) {
            for (String path : files(base.resolve(folder))) {
                text.append('\n').append(folder).append('/').append(path);
                if (path.endsWith(".error.json")) {
                    try {
                        text.append(": ")
                                .append(Files.readString(base.resolve(folder).resolve(path)));
                    } catch (IOException e) {
                        text.append(": ").append(e);
                    }
                }
            }
        }
        return text.toString();
    }

    private void check(Cielo24Simulator service, String log) throws Exception {
        assertThat(service.orders().stream().map(Order::jobId))
                .as(log)
                .doesNotHaveDuplicates()
                .hasSize(dropped.size());
        assertThat(service.media().stream().map(ReceivedMedia::jobId)).doesNotHaveDuplicates();
        assertThat(service.jobs().stream().map(CreatedJob::externalId)).doesNotHaveDuplicates();
        assertThat(service.jobs()).hasSize(dropped.size());
        assertThat(files(base.resolve("done"))).as("nothing half, nothing else").hasSize(4 * dropped.size());
        assertThat(files(base.resolve("inbox"))).isEmpty();
        assertThat(files(base.resolve("failed"))).isEmpty();
        assertThat(files(base.resolve("review"))).isEmpty();
        for (String path : files(base.resolve("done"))) {
            if (path.endsWith(".srt") || path.endsWith(".vtt")) {
                RunningCaptions.checkCaptions(base.resolve("done").resolve(path));
            }
        }
        assertThat(service.callbacks())
                .filteredOn(callback -> callback.url().endsWith("/forged"))
                .allMatch(callback -> callback.status() == 404 || callback.status() == 0);
        System.out.println(dropped.size() + " videos, "
                + service.callbacks().stream().filter(c -> c.status() == 200).count()
                + " callbacks taken, "
                + service.callbacks().stream()
                        .map(Callback::status)
                        .filter(s -> s == 404)
                        .count()
                + " refused");
    }
}
