package com.cielo24.examples.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.cielo24.examples.support.ProgramProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of workers, of the broker and of the database, with real processes. */
class ChaosTest {

    private static final Map<String, String> SETTINGS = Map.of(
            "ingest.backoff",
            "200ms",
            "ingest.backoff.max",
            "2s",
            "ingest.busy",
            "500ms",
            "ingest.lease",
            "5s",
            "camel.component.jms.recovery-interval",
            "200",
            "camel.beans.outage.interval",
            "500ms");

    @TempDir
    Path base;

    private final long seed = Long.getLong("chaos.seed", System.nanoTime());

    @Test
    void everyMessageEndsOnceAndNoOutcomeContradictsTheService() throws Exception {
        chaos(60, Duration.ofMinutes(3), Map.of(), () -> {});
    }

    @Test
    @Tag("long")
    void everyMessageEndsOnceAlsoWhenThereAreMany() throws Exception {
        chaos(3_000, Duration.ofMinutes(10), Map.of(), () -> {});
    }

    /** Needs the binaries that Maven brings, which are for Linux on x86-64. */
    @Test
    void everyMessageEndsOnceWithPostgresqlAsTheDatabase() throws Exception {
        withPostgresql(60);
    }

    @Test
    @Tag("long")
    void everyMessageEndsOnceWithPostgresqlAlsoWhenThereAreMany() throws Exception {
        withPostgresql(3_000);
    }

    private void withPostgresql(int messages) throws Exception {
        Path data = base.resolve("postgresql");
        int port = ProgramProcess.freePort();
        EmbeddedPostgres[] running = {start(data, port)};
        try {
            chaos(
                    messages,
                    Duration.ofMinutes(10),
                    Map.of("ingest.jdbc.url", running[0].getJdbcUrl("postgres", "postgres")),
                    () -> {
                        kill(data);
                        close(running[0]);
                        running[0] = start(data, port);
                    });
        } finally {
            running[0].close();
        }
    }

    static EmbeddedPostgres start(Path data, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    // off by default here: what was committed would be lost when it is killed
                    .setServerConfig("synchronous_commit", "on")
                    .setPort(port)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives up its lock on the folder; the server itself is dead. */
    static void close(EmbeddedPostgres killed) {
        try {
            killed.close();
        } catch (IOException | RuntimeException e) {
            System.out.println("PostgreSQL could not be stopped, as it was killed: " + e);
        }
    }

    static void kill(Path data) {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void chaos(int messages, Duration patience, Map<String, String> database, Runnable killDatabase)
            throws Exception {
        System.out.println("ChaosTest with -Dchaos.seed=" + seed);
        long start = System.nanoTime();
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(database);
        try (Cluster cluster = new Cluster(base, settings)) {
            Chaos chaos = new Chaos(cluster, killDatabase, seed, patience);
            chaos.prepare(messages);
            try {
                chaos.run();
                chaos.check("ChaosTest");
            } catch (Throwable e) {
                Files.writeString(Path.of("target", "chaos-" + seed + ".log"), cluster.output());
                throw e;
            }
        }
        System.out.printf(
                "ChaosTest: %d s%n", Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }
}
