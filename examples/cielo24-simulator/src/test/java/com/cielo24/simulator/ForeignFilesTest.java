package com.cielo24.simulator;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A media folder may hold files of its user, which the simulator neither takes in nor overwrites nor deletes. */
class ForeignFilesTest extends SimulatorTest {
    @TempDir
    Path folder;

    @BeforeEach
    @Override
    void start() {
        simulator = Cielo24Simulator.builder().anyJob().mediaFolder(folder).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024", "cafe", "64bea283eff6475ea6596027a6ba0929"})
    void leavesAFileThatNobodyRemembersAlone(String name) throws Exception {
        simulator.close();
        Files.writeString(folder.resolve(name), "mine");

        start();
        assertThat(simulator.media()).isEmpty();
        simulator.reset();

        assertThat(folder.resolve(name)).hasContent("mine");
    }

    @Test
    void doesNotOverwriteAFileThatIsInTheWayOfAnUpload() throws Exception {
        Files.writeString(folder.resolve(job), "mine");

        HttpResponse<String> answer = post(target(), bytes(10));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("is not the simulator's");
        assertThat(folder.resolve(job)).hasContent("mine");
        assertThat(get(target(job, "http://h/a")).statusCode()).isEqualTo(200);
        simulator.reset();
        assertThat(folder.resolve(job)).hasContent("mine");
    }

    @Test
    void doesNotTakeAnotherFileUnderTheNameForTheMedia() throws Exception {
        post(target(), bytes(10));
        simulator.close();
        Files.writeString(folder.resolve(job), "another file");

        start();
        assertThat(simulator.media()).isEmpty();
        simulator.reset();

        assertThat(folder.resolve(job)).hasContent("another file");
    }

    @Test
    void refusesAMemoryThatPointsOutOfTheFolder(@TempDir Path outside) throws Exception {
        simulator.close();
        Path victim = Files.writeString(outside.resolve("victim"), "12345");
        Files.writeString(
                folder.resolve(Memory.FILE),
                "{\"type\":\"media\",\"account\":\"demo\",\"jobId\":\"" + folder.relativize(victim)
                        + "\",\"taskId\":\"ab\",\"mode\":\"upload\",\"mediaUrl\":null,\"bytes\":5,\"sha256\":null,"
                        + "\"receivedAt\":\"2026-01-01T00:00:00Z\"}\n");

        assertThatThrownBy(() -> Cielo24Simulator.builder().mediaFolder(folder).start())
                .hasMessageContaining("is not what a simulator writes");

        assertThat(victim).hasContent("12345");
    }

    @Test
    void refusesAFolderWithoutAName() {
        assertThatThrownBy(() -> Cielo24Simulator.builder().mediaFolder(Path.of("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("folder");
    }
}
