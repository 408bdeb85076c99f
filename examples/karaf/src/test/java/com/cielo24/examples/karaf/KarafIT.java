package com.cielo24.examples.karaf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

import com.cielo24.simulator.Cielo24Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The bundle in a real Karaf. */
class KarafIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path KARAF = Path.of(System.getProperty("karaf"));
    private static final Path BUNDLE = Path.of(System.getProperty("bundle"));

    @TempDir
    private Path folder;

    private final Cielo24Simulator simulator = Cielo24Simulator.builder().start();
    private Process karaf;

    @BeforeEach
    void start() throws IOException {
        configure("100");
        karaf = new ProcessBuilder(KARAF.resolve("bin/karaf").toString(), "daemon")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("karaf.out").toFile())
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        karaf.descendants().forEach(ProcessHandle::destroyForcibly);
        karaf.destroyForcibly().waitFor();
        simulator.close();
        Files.deleteIfExists(KARAF.resolve("deploy/recordings.jar"));
    }

    @Test
    void addsAFileToItsJobAndLeavesNothingBehindWhenItIsStoppedAndUpdated() throws Exception {
        deploy();
        drop("one.mp4");
        assertThat(simulator.media()).hasSize(1);
        assertThat(threads()).contains("Camel (");

        // Karaf installs a jar that has changed anew: the old context ends, the new one takes the next file
        deploy();
        drop("two.mp4");
        assertThat(simulator.media()).hasSize(2);

        configure("200");
        drop("three.mp4");
        assertThat(simulator.media()).hasSize(3);

        Files.delete(KARAF.resolve("deploy/recordings.jar"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).doesNotContain("Camel ("));
    }

    private void deploy() throws IOException {
        Path staged = Files.copy(BUNDLE, folder.resolve("recordings.jar"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(staged, KARAF.resolve("deploy/recordings.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void drop(String name) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve(name), name);
        await(name)
                .atMost(PATIENCE)
                .until(() -> Files.exists(inbox.resolve(".done").resolve(name)));
    }

    private void configure(String settle) throws IOException {
        Path staged = Files.write(
                folder.resolve("cfg"),
                List.of(
                        "camel.component.cielo24.baseUrl = " + simulator.baseUrl(),
                        "camel.component.cielo24.apiToken = " + simulator.apiToken(),
                        "inbox = " + folder.resolve("inbox"),
                        "ledger = " + folder.resolve("ledger.db"),
                        "settle = " + settle,
                        "retry-delay = 1s"));
        Files.move(staged, KARAF.resolve("etc/com.cielo24.recordings.cfg"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A dump of all threads of Karaf. */
    private String threads() throws IOException {
        long java = karaf.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElse(karaf.toHandle())
                .pid();
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(java),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        String threads = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(threads).contains("Full thread dump");
        return threads;
    }
}
