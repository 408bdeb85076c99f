package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.CreatedJob;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;

import static com.cielo24.examples.support.ProgramProcess.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static org.assertj.core.api.Assertions.assertThat;

/** {@code kill -9} at random moments, also while it starts, with a service that does all that a service can do wrong. */
final class Kills implements AutoCloseable {

    private static final Fault[] FAULTS = {
        new Fault.DropBeforeBody(),
        new Fault.DropDuringBody(1000),
        new Fault.DropAfterBody(true),
        new Fault.DropAfterBody(false),
        new Fault.StopReading(500),
        new Fault.NeverAnswer(),
        Fault.status(500),
        Fault.status(500).kept(true),
        Fault.status(503).kept(true),
        Fault.status(502),
        Fault.status(429, 0),
        Fault.garbage(),
        Fault.garbage().kept(true),
        Fault.emptyOk().kept(true),
        new Fault.CutOffAnswer(30)
    };

    final Cielo24Simulator service;
    final Map<String, byte[]> dropped = new TreeMap<>();
    private final Path inbox;
    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    Kills(Path base) {
        System.out.println("-Dkill.seed=" + seed);
        inbox = base.resolve("inbox");
        service = Cielo24Simulator.builder()
                .anyJob()
                .mediaFolder(base.resolve("service"))
                .start();
    }

    /**
     * @param start starts the program
     * @param named whether some files name their job
     */
    void run(int kills, boolean named, Supplier<? extends ProgramProcess> start) throws Exception {
        service.faults().sometimes(0.3, seed, FAULTS);
        for (int kill = 0; kill < kills; kill++) {
            for (int i = 0; i < 6; i++) {
                drop(named, dropped.size());
            }
            try (ProgramProcess program = start.get()) {
                awaitTheMoment();
                program.kill();
            }
        }
        service.faults().clear();
    }

    private void awaitTheMoment() throws InterruptedException {
        if (random.nextInt(4) == 0) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(1200));
            return;
        }
        long more = service.requestCount() + 1 + random.nextInt(9);
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (service.requestCount() < more && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        TimeUnit.MICROSECONDS.sleep(random.nextInt(20_000));
    }

    private void drop(boolean named, int number) throws IOException {
        byte[] content = new byte[1 << (6 + random.nextInt(15))];
        random.nextBytes(content);
        String path =
                switch (number % 4) {
                    case 0 -> named ? job(number) + "-lecture.mp4" : "lecture " + number + ".mp4";
                    case 1 -> "course " + number + "/lecture.mp4";
                    case 2 -> "lecture " + number + ".wav";
                    default -> named ? job(number) + "/a/lecture.mp4" : "talk " + number + ".mp4";
                };
        Path file = inbox.resolve(path);
        Files.createDirectories(file.getParent());
        Path unfinished = inbox.resolve(".unfinished");
        Files.write(unfinished, content);
        Files.move(unfinished, file);
        dropped.put(path, content);
    }

    /** What is done must be what the service has; a job has one file, and a file has one job. */
    void checkDone(Path done, Map<String, String> jobs) {
        jobs.forEach((path, job) -> {
            ReceivedMedia media = service.media(job).orElseThrow(() -> new AssertionError(path + ": no media"));
            assertThat(media.file()).as(path).hasBinaryContent(dropped.get(path));
            assertThat(done.resolve(path)).hasBinaryContent(dropped.get(path));
        });
        assertThat(jobs.values()).doesNotHaveDuplicates();
        assertThat(service.jobs().stream().map(CreatedJob::externalId)).doesNotHaveDuplicates();
        assertThat(service.media().stream().map(ReceivedMedia::jobId)).doesNotHaveDuplicates();
        assertThat(files(inbox)).allMatch(path -> path.endsWith(".lock"));
    }

    @Override
    public void close() {
        service.close();
    }
}
