package com.cielo24.simulator;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a simulator with a media folder writes down, and what it does where it cannot. */
class MemoryTest extends SimulatorTest {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    @Override
    void start() {
        folder = temporary.resolve("media");
        simulator = Cielo24Simulator.builder().anyJob().mediaFolder(folder).start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "",
                "5",
                "{}",
                "{\"type\":\"job\"}",
                "{\"type\":\"media\"}",
                "{\"type\":\"other\"}",
                "{\"type\":\"order\"}",
                "{\"type\":\"authorization\",\"jobId\":\"ab\"}",
                "{\"type\":\"deletion\",\"jobId\":\"../ab\"}",
                "{\"type\":\"job\",\"jobId\":\"ab\",\"taskId\":\"cd\",\"account\":\"demo\",\"parameters\":{},"
                        + "\"createdAt\":\"yesterday\"}",
                "{\"type\":\"job\",\"jobId\":\"ab\",\"taskId\":\"cd\",\"account\":\"d\u00e9mo\",\"parameters\":{},"
                        + "\"createdAt\":\"2026-01-01T00:00:00Z\"}"
            })
    void saysThatALineIsNotItsOwn(String line) throws Exception {
        simulator.close();
        // each character a byte, so that the last of these is not UTF-8
        Files.write(folder.resolve(Memory.FILE), (line + "\n").getBytes(StandardCharsets.ISO_8859_1));

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(
                            () -> Cielo24Simulator.builder().mediaFolder(folder).start())
                    .hasCauseInstanceOf(FileSystemException.class)
                    .hasMessageContaining(Memory.FILE)
                    .hasMessageContaining("line 1 is not what a simulator writes");
        }
        Files.delete(folder.resolve(Memory.FILE));
        start();
    }

    @Test
    void answersWith500WhereWhatItHasToRememberIsGone() throws Exception {
        Files.delete(folder.resolve(Memory.FILE));

        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(500);
        assertThat(get(target(job, "http://h/a")).statusCode()).isEqualTo(500);
        assertThat(get("/api/job/new?v=1&api_token=" + simulator.apiToken()).body())
                .contains("cannot write to the media folder", Memory.FILE);

        assertThat(simulator.media()).isEmpty();
        assertThat(simulator.jobs()).isEmpty();
    }

    @Test
    void answersWith500WhereAnotherSimulatorHasTakenOver() throws Exception {
        Files.delete(folder.resolve(Memory.FILE));
        try (Cielo24Simulator second =
                Cielo24Simulator.builder().mediaFolder(folder).start()) {
            assertThat(get(target(job, "http://h/a")).statusCode()).isEqualTo(500);
            assertThat(second.media()).isEmpty();
        }
    }

    /** As on a disk that has room for the upload, but not for the line that remembers it. */
    @Test
    void keepsNoFileOfAnUploadThatItCannotRemember() throws Exception {
        byte[] before = Files.readAllBytes(folder.resolve(Memory.FILE));
        Files.delete(folder.resolve(Memory.FILE));

        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(500);

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        simulator.close();
        Files.write(folder.resolve(Memory.FILE), before);
        start();
        assertThat(simulator.media()).isEmpty();
        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(200);
    }

    @Test
    void forgetsMediaWhoseFileWasDeletedByHand() throws Exception {
        post(target(), bytes(10));
        simulator.close();
        Files.delete(folder.resolve(job));

        start();

        assertThat(simulator.media()).isEmpty();
        assertThat(post(target(), bytes(20)).statusCode()).isEqualTo(200);
        simulator.close();
        start();
        assertThat(simulator.media()).extracting(ReceivedMedia::bytes).containsExactly(20L);
    }

    @Test
    void leavesTheFolderToOthersWhereItCannotStart() throws Exception {
        simulator.close();
        Files.createDirectories(folder.resolve(job + "." + job + ".part").resolve("not empty"));

        assertThatThrownBy(() -> Cielo24Simulator.builder().mediaFolder(folder).start())
                .isInstanceOf(Exception.class);

        Files.delete(folder.resolve(job + "." + job + ".part").resolve("not empty"));
        Files.delete(folder.resolve(job + "." + job + ".part"));
        start();
    }

    @Test
    void remembersAJobWithEveryParameter() throws Exception {
        get("/api/job/new?v=1&external_id=one&job_name=L%C3%A9&api_token=" + simulator.apiToken());
        simulator.close();

        start();

        assertThat(simulator.jobs())
                .extracting(CreatedJob::parameters)
                .isEqualTo(List.of(Map.of("external_id", "one", "job_name", "L\u00e9")));
    }

    @Test
    void remembersOrdersAuthorizationsAndDeletions() throws Exception {
        simulator.close();
        SimulatorBuilder settings = Cielo24Simulator.builder()
                .anyJob()
                .mediaFolder(folder)
                .transcriptionTime(Duration.ZERO)
                .authorizationRequired();
        simulator = settings.start();
        String deleted = Cielo24Simulator.newJobId();
        String waiting = Cielo24Simulator.newJobId();
        for (String jobId : List.of(job, deleted, waiting)) {
            assertThat(post(target(jobId), bytes(10)).statusCode()).isEqualTo(200);
            call("perform_transcription", "&transcription_fidelity=PREMIUM&priority=STANDARD&options=%7B%7D", jobId);
        }
        call("authorize", "", job);
        call("delete", "", deleted);
        List<Order> orders = simulator.orders();
        String described = call("info", "", job);
        assertThat(orders).hasSize(3);
        assertThat(described).contains("\"JobStatus\":\"Complete\"");
        assertThat(folder.resolve(deleted)).doesNotExist();
        simulator.close();
        Files.write(folder.resolve(deleted), bytes(10));

        // what is known is not what is set
        start();

        assertThat(simulator.orders()).isEqualTo(orders);
        assertThat(call("info", "", job)).isEqualTo(described);
        assertThat(call("info", "", waiting)).contains("\"JobStatus\":\"Authorizing\"");
        assertThat(call("info", "", deleted)).contains("ITEM_NOT_FOUND");
        assertThat(simulator.media()).hasSize(2);
        // as a simulator leaves it that is killed between the line and the file
        assertThat(folder.resolve(deleted)).doesNotExist();
        simulator.reset();
        assertThat(simulator.orders()).isEmpty();
    }

    private String call(String name, String parameters, String jobId) throws Exception {
        return get("/api/job/" + name + "?v=1&api_token=" + simulator.apiToken() + "&job_id=" + jobId + parameters)
                .body();
    }
}
