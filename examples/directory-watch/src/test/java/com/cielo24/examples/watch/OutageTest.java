package com.cielo24.examples.watch;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.support.ProgramProcess.files;
import static com.cielo24.examples.watch.RunningWatch.job;
import static com.cielo24.examples.watch.RunningWatch.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Everything is done after an outage, and nobody is needed. */
class OutageTest {

    private static final int FILES = 60;
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    Path base;

    private RunningWatch watch;

    @AfterEach
    void stop() {
        if (watch != null) {
            watch.close();
        }
    }

    @Test
    void theServiceIsAway() throws Exception {
        watch = RunningWatch.on(base);
        serviceIsAway(SHORT, Duration.ofSeconds(30));
        assertThat(watch.simulator.requestCount()).isLessThan(FILES + 20);
    }

    @Test
    void theLoginFails() throws Exception {
        watch = withLogin();
        watch.start();
        watch.simulator.faults().forCall("/api/account/login", Fault.status(500), 4);
        dropAndAwait(Duration.ofSeconds(40));
        assertThat(watch.simulator.requests("/api/account/login")).hasSizeLessThan(10);
    }

    @Test
    void theDatabaseIsLocked() throws Exception {
        watch = RunningWatch.on(base);
        databaseIsLocked(SHORT, Duration.ofSeconds(40));
    }

    @Test
    void theDiskIsFull() throws Exception {
        watch = RunningWatch.prepared(base);
        diskIsFull(SHORT, Duration.ofSeconds(30));
    }

    @Test
    @Tag("long")
    void theServiceIsAwayForTwoMinutes() throws Exception {
        watch = withDefaults();
        watch.start();
        serviceIsAway(Duration.ofMinutes(2), Duration.ofMinutes(4));
    }

    @Test
    @Tag("long")
    void theLoginIsRefusedForAMinute() throws Exception {
        watch = withLogin();
        defaults();
        watch.start();
        Fault refused = new Fault.AnswerEarly(400, "LOGIN_INVALID", "no such account");
        watch.simulator.faults().forCall("/api/account/login", refused, 2);
        dropAndAwait(Duration.ofMinutes(4));
    }

    @Test
    @Tag("long")
    void theDatabaseIsLockedForAMinute() throws Exception {
        watch = withDefaults();
        watch.start();
        databaseIsLocked(Duration.ofMinutes(1), Duration.ofMinutes(4));
    }

    @Test
    @Tag("long")
    void theDiskIsFullForAMinute() throws Exception {
        watch = withDefaults();
        diskIsFull(Duration.ofMinutes(1), Duration.ofMinutes(4));
    }

    private RunningWatch withDefaults() {
        watch = RunningWatch.prepared(base);
        defaults();
        return watch;
    }

    private void defaults() {
        watch.set("ingest.settle", "10s");
        watch.set("ingest.backoff", "1s");
        watch.set("ingest.backoff.max", "60s");
        watch.set("ingest.retries", "5");
        watch.outage.setInterval(Duration.ofMinutes(1));
    }

    private RunningWatch withLogin() {
        return RunningWatch.prepared(
                base,
                "camel.component.cielo24.username",
                Cielo24Simulator.DEMO_ACCOUNT.username(),
                "camel.component.cielo24.securekey",
                Cielo24Simulator.DEMO_ACCOUNT.securekey());
    }

    private void serviceIsAway(Duration time, Duration patience) throws Exception {
        watch.simulator.outage(time);
        dropAndAwait(patience);
    }

    private void databaseIsLocked(Duration time, Duration patience) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + base.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            drop();
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
            assertThat(watch.simulator.requestCount()).isZero();
            statement.execute("COMMIT");
        }
        awaitDone(watch.folders.done(), patience);
    }

    /** Only {@code done} is: where the ledger's disk is full, nothing is sent. */
    private void diskIsFull(Duration time, Duration patience) throws Exception {
        Path mount = Files.createDirectories(base.resolve("mount"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=2m", "none", mount.toString()) == 0, "only root mounts");
        try {
            Path filler = mount.resolve("filler");
            try (RandomAccessFile full = new RandomAccessFile(filler.toFile(), "rw")) {
                full.write(new byte[2 * 1024 * 1024 - 16 * 1024]);
            }
            Path done = mount.resolve("done");
            watch.set("ingest.done", done.toString());
            watch.start();
            drop();
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
            Files.delete(filler);
            awaitDone(done, patience);
            assertThat(watch.simulator.requestCount())
                    .as("nothing is sent twice")
                    .isEqualTo(FILES);
        } finally {
            watch.close();
            run("umount", mount.toString());
        }
    }

    private void dropAndAwait(Duration patience) {
        drop();
        awaitDone(watch.folders.done(), patience);
    }

    private void drop() {
        for (int i = 1; i <= FILES; i++) {
            watch.drop(job(i) + ".mp4", "lecture " + i);
        }
    }

    private void awaitDone(Path done, Duration patience) {
        await().atMost(patience).until(() -> files(done).size() == 2 * FILES);
        for (int i = 1; i <= FILES; i++) {
            assertThat(watch.simulator.media(job(i)).orElseThrow().file()).hasContent("lecture " + i);
        }
        assertThat(watch.inbox()).isEmpty();
    }
}
