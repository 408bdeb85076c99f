package com.cielo24.simulator;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class MediaFolderTest extends SimulatorTest {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    @Override
    void start() {
        folder = temporary.resolve("media");
        simulator = Cielo24Simulator.builder().anyJob().mediaFolder(folder).start();
    }

    @Test
    void keepsTheBytesInAFileNamedByTheJob() throws Exception {
        byte[] body = bytes(300_000);

        post(target(), body);

        assertThat(simulator.media(job)).map(ReceivedMedia::file).contains(folder.resolve(job));
        assertThat(folder.resolve(job)).hasBinaryContent(body);
        assertThat(files()).containsExactly(job);
    }

    @Test
    void keepsNoFileForAUrl() throws Exception {
        get(target(job, "http://h/a"));

        assertThat(simulator.media(job).orElseThrow().file()).isNull();
        assertThat(files()).isEmpty();
    }

    @Test
    void deletesThePartialFileOfAnUploadThatBreaksOff() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 6")
                    .body("hello");
            await().until(() -> simulator.bytesReceived() == 5);
            assertThat(files()).hasSize(1).allMatch(name -> name.matches(job + ".*\\.part"));
        }

        await().untilAsserted(() -> assertThat(files()).isEmpty());
    }

    @Test
    void deletesThePartialFileOfTheUploadThatIsNotFirst() throws Exception {
        try (RawConnection slower = connect()) {
            slower.head("POST " + target() + " HTTP/1.1", "Content-Length: 6").body("hello");
            await().until(() -> simulator.bytesReceived() == 5);
            post(target(), bytes(10));
            slower.body("!");

            assertThat(slower.answer()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(folder.resolve(job)).hasBinaryContent(bytes(10));
        await().untilAsserted(() -> assertThat(files()).containsExactly(job));
    }

    @Test
    void deletesPartialFilesWhenClosed() throws Exception {
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 6")
                    .body("hello");
            await().until(() -> simulator.bytesReceived() == 5);

            simulator.close();

            assertThat(files()).isEmpty();
        }
    }

    @Test
    void deletesWhatAKilledSimulatorLeftAndNothingElse() throws Exception {
        simulator.close();
        Files.writeString(folder.resolve(job + "." + job + ".part"), "left over");
        Files.writeString(folder.resolve("notes.part"), "not ours");

        start();

        assertThat(files()).containsExactly("notes.part");
    }

    @Test
    void takesAFileOfAnEarlierRunForTheMediaOfItsJob() throws Exception {
        post(target(), bytes(10));
        simulator.close();

        start();

        assertThat(post(target(), bytes(20)).body()).contains("already has media");
        assertThat(folder.resolve(job)).hasBinaryContent(bytes(10));
    }

    @Test
    void knowsAllAfterARestart() throws Exception {
        String made = Json.read(
                        get("/api/job/new?v=1&external_id=one&job_name=L%C3%A9&api_token=" + simulator.apiToken())
                                .body())
                .get("JobId")
                .asText();
        post(target(made), bytes(64_000));
        get(target(job, "http://h/a"));
        String infoBefore = get(query("info", "&job_id=" + made)).body();
        String listBefore = get(query("list", "")).body();
        List<ReceivedMedia> mediaBefore = simulator.media();
        List<CreatedJob> jobsBefore = simulator.jobs();
        simulator.close();

        start();

        assertThat(get(query("info", "&job_id=" + made)).body())
                .isEqualTo(infoBefore)
                .contains("\"MediaLengthSeconds\":2.0", "L\u00e9");
        assertThat(get(query("list", "")).body()).isEqualTo(listBefore).contains(made);
        assertThat(get(query("media", "&job_id=" + job)).body()).contains("http://h/a");
        assertThat(simulator.media()).isEqualTo(mediaBefore);
        assertThat(simulator.jobs()).isEqualTo(jobsBefore);
        assertThat(get(target(Cielo24Simulator.newJobId(), "http://h/a")).body())
                .contains("is_duplicate");
        assertThat(get(query("new", "&external_id=one")).body()).contains("is_duplicate");
    }

    @Test
    void forgetsOnlyTheHalfLineOfASimulatorThatWasKilled() throws Exception {
        get(target(job, "http://h/a"));
        simulator.close();
        Files.writeString(folder.resolve(Memory.FILE), "{\"type\":\"me", StandardOpenOption.APPEND);

        start();
        String next = Cielo24Simulator.newJobId();
        get(target(next, "http://h/b"));
        simulator.close();
        start();

        assertThat(simulator.media()).extracting(ReceivedMedia::jobId).containsExactly(job, next);
    }

    @Test
    void refusesAFolderThatAnotherSimulatorUses() throws Exception {
        assertThatThrownBy(() -> Cielo24Simulator.builder().mediaFolder(folder).start())
                .hasMessageContaining("another simulator uses it");

        simulator.close();
        start();
    }

    @Test
    void saysThatItCannotWriteToItsFolder() throws Exception {
        Files.delete(folder.resolve(Memory.FILE));
        Files.delete(folder);

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = post(target(), bytes(5_000_000));
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("simulator", "cannot write to the media folder");
        }
        assertThat(simulator.media()).isEmpty();
    }

    private String query(String call, String parameters) {
        return "/api/job/" + call + "?v=1&api_token=" + simulator.apiToken() + parameters;
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(Memory.FILE))
                    .toList();
        }
    }
}
