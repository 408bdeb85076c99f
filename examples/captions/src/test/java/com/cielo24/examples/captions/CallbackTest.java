package com.cielo24.examples.captions;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import com.cielo24.examples.support.ProgramProcess;
import com.cielo24.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The service says that a job is complete, or somebody else does. */
class CallbackTest {

    private static final String RECORDING = "x".repeat(10_000);
    private static final String NEVER = "1h";

    @TempDir
    Path base;

    private final int port = ProgramProcess.freePort();

    private RunningCaptions start(String poll) {
        return new RunningCaptions(
                base,
                builder -> builder.callbackRetryAfter(Duration.ofMillis(100)),
                "captions.poll",
                poll,
                "captions.callback.url",
                "http://127.0.0.1:" + port + "/",
                "captions.callback.port",
                String.valueOf(port));
    }

    @Test
    void fetchesCaptionsAsSoonAsTheServiceCalls() throws Exception {
        try (RunningCaptions running = start(NEVER)) {
            running.simulator.faults().next(new Fault.CallbackRepeated(3));
            running.drop("lecture.mp4", RECORDING);
            running.awaitFile("done/lecture.vtt");

            await().until(() -> running.simulator.callbacks().size() >= 3);
            assertThat(running.simulator.callbacks()).allMatch(callback -> callback.status() == 200);
            await().until(() ->
                    RunningCaptions.files(base.resolve(".captions/callbacks")).isEmpty());
            assertThat(running.simulator.requests("/api/job/get_caption"))
                    .as("once, though it called thrice")
                    .hasSize(2);
            assertThat(running.simulator.orders()).hasSize(1);
            assertThat(String.join("\n", running.log())).doesNotContain(token());
        }
    }

    @Test
    void believesNobodyElse() throws Exception {
        try (RunningCaptions running = start(NEVER)) {
            running.drop("lecture.mp4", RECORDING);
            running.awaitFile("done/lecture.vtt");
            int listed = running.simulator.requests("/api/job/list").size();
            String job = running.simulator.orders().get(0).jobId();
            String token = token();

            assertThat(get("/callbacks/" + "0".repeat(token.length()) + "/" + job))
                    .isEqualTo(404);
            assertThat(get("/callbacks/" + token.substring(1) + "/" + job)).isEqualTo(404);
            assertThat(get("/callbacks/" + token + "/..%2F..%2Fgiven-out.txt")).isEqualTo(404);
            assertThat(get("/callbacks/" + token + "/lecture")).isEqualTo(404);
            assertThat(get("/callbacks/")).isEqualTo(404);
            assertThat(answerToBody("/callbacks/" + token + "/" + job))
                    .as("it does not wait for a body that would fill its memory")
                    .startsWith("HTTP/1.1 413");
            assertThat(running.simulator.requests("/api/job/list"))
                    .as("nothing was looked up")
                    .hasSize(listed);

            // whoever knows the token, and the job of somebody else
            assertThat(get("/callbacks/" + token + "/" + "a".repeat(32))).isEqualTo(200);
            await().until(() -> running.simulator.requests("/api/job/list").size() > listed);
            assertThat(RunningCaptions.files(base.resolve("done"))).hasSize(4);
        }
    }

    @Test
    void looksByItselfIfTheCallIsLost() throws Exception {
        try (RunningCaptions running = start("500ms")) {
            running.simulator.faults().next(new Fault.CallbackLost());
            running.drop("lecture.mp4", RECORDING);
            running.awaitFile("done/lecture.vtt");
            assertThat(running.simulator.callbacks()).isEmpty();
        }
    }

    @Test
    void looksAfterAStartIfTheCallWasTakenAndTheProcessDied() throws Exception {
        Files.createDirectories(base.resolve(".captions/callbacks"));
        Files.writeString(base.resolve(".captions/callbacks").resolve("a".repeat(32)), "");
        try (RunningCaptions running = start(NEVER)) {
            await().until(() ->
                    RunningCaptions.files(base.resolve(".captions/callbacks")).isEmpty());
        }
    }

    @Test
    void putsNoCaptionsBesideAnotherVideo() throws Exception {
        try (RunningCaptions running = start(NEVER)) {
            for (int i = 0; i < 3; i++) {
                running.simulator.faults().next(new Fault.CallbackLost());
            }
            running.drop("lecture.mp4", RECORDING);
            String job = running.awaitReport("done/lecture.mp4.result.json")
                    .get("job")
                    .asText();
            running.drop("lecture.mp4", RECORDING + "y");
            running.awaitFile("done/lecture-1.mp4.result.json");
            // somebody takes the first one away, and another one has its name
            Files.delete(base.resolve("done/lecture.mp4"));
            Files.delete(base.resolve("done/lecture.mp4.result.json"));
            running.drop("lecture.mp4", RECORDING + "yz");
            running.awaitFile("done/lecture.mp4.result.json");
            // what was not complete at the first call is found after another
            await().untilAsserted(() -> {
                assertThat(get("/callbacks/" + token() + "/" + job)).isEqualTo(200);
                assertThat(base.resolve("done/lecture.vtt")).exists();
            });
            running.awaitFile("done/lecture-1.vtt");
            running.awaitFile("done/lecture." + job + ".vtt");
        }
    }

    private int get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String answerToBody(String path) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private String token() throws Exception {
        Path file = base.resolve(".captions/callback-token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        return Files.readString(file);
    }
}
