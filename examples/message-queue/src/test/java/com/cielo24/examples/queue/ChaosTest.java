package com.cielo24.examples.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assumptions.abort;

/** {@code kill -9} of workers and of the broker, with real processes. */
class ChaosTest {

    private static final Map<String, String> SETTINGS =
            Map.of("ingest.backoff", "200ms", "ingest.backoff.max", "2s", "ingest.busy", "500ms");

    @TempDir
    Path base;

    private final long seed = Long.getLong("chaos.seed", System.nanoTime());

    @Test
    void everyMessageEndsOnceAndNoOutcomeContradictsTheService() throws Exception {
        chaos(300, Duration.ofSeconds(100), Map.of());
    }

    @Test
    @Tag("long")
    void everyMessageEndsOnceAlsoWhenThereAreMany() throws Exception {
        chaos(3_000, Duration.ofMinutes(10), Map.of());
    }

    /** Needs the binaries that Maven brings, which are for Linux on x86-64. */
    @Test
    @Tag("long")
    void everyMessageEndsOnceWithPostgresqlAsTheDatabase() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            chaos(300, Duration.ofMinutes(3), Map.of("ingest.jdbc.url", postgres.getJdbcUrl("postgres", "postgres")));
        } catch (IOException | IllegalStateException e) {
            abort("no PostgreSQL can be started here: " + e);
        }
    }

    private void chaos(int messages, Duration patience, Map<String, String> database) throws Exception {
        System.out.println("ChaosTest with -Dchaos.seed=" + seed);
        long start = System.nanoTime();
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(database);
        try (Cluster cluster = new Cluster(base, settings)) {
            Chaos chaos = new Chaos(cluster, seed, patience);
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
