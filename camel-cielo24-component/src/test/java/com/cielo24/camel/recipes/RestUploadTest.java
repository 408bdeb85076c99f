package com.cielo24.camel.recipes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.cielo24.camel.JavaProcess;
import com.cielo24.simulator.Cielo24Simulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An upload by REST, larger than the heap, in a process of 128 MB.
 */
class RestUploadTest {

    private static final long SIZE = 300_000_000;

    @TempDir
    static Path folder;

    private static Cielo24Simulator service;
    private static Process process;
    private static int port;

    private final String job = Cielo24Simulator.newJobId();
    private final URI media = URI.create("http://127.0.0.1:" + port + "/jobs/" + job + "/media");

    @BeforeAll
    static void start() throws Exception {
        service = Cielo24Simulator.builder().anyJob().start();
        port = freePort();
        Path output = folder.resolve("output.log");
        process = JavaProcess.of(
                        List.of("-Xmx128m"),
                        RestUploadProgram.class,
                        service.baseUrl().toString(),
                        service.apiToken(),
                        Integer.toString(port),
                        spool().toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await().until(() -> {
            assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
            return Files.readString(output).contains(RestUploadProgram.READY);
        });
    }

    @AfterAll
    static void stop() {
        process.destroyForcibly();
        service.close();
    }

    @Test
    void takesAnUploadThatIsLargerThanTheHeap() throws Exception {
        HttpResponse<String> answer = put(BodyPublishers.ofFile(recording()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(service.media(job).orElseThrow().taskId());
        assertThat(service.media(job).orElseThrow().bytes()).isEqualTo(SIZE);
        assertThat(answer.headers().map()).doesNotContainKey("user-agent");
        await().untilAsserted(() -> assertThat(spool()).isEmptyDirectory());
    }

    @Test
    void takesAnUploadThatDoesNotSayHowLongItIs() throws Exception {
        put(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3_000_000])));
        assertThat(service.media(job).orElseThrow().bytes()).isEqualTo(3_000_000);
    }

    @Test
    void answersWithAnErrorWhereTheServiceRefusesTheMedia() throws Exception {
        put(BodyPublishers.ofString("one"));
        assertThat(put(BodyPublishers.ofString("two")).statusCode()).isEqualTo(500);
        assertThat(service.media(job).orElseThrow().bytes()).isEqualTo(3);
    }

    private HttpResponse<String> put(BodyPublisher body) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(media).PUT(body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Path spool() {
        return folder.resolve("spool");
    }

    private Path recording() throws IOException {
        Path file = folder.resolve("lecture.mp4");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(SIZE);
        }
        return file;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
