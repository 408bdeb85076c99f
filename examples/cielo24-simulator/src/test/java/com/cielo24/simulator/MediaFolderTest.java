package com.cielo24.simulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MediaFolderTest extends SimulatorTest {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    @Override
    void start() {
        folder = temporary.resolve("media");
        simulator = Cielo24Simulator.builder().mediaFolder(folder).start();
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

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
