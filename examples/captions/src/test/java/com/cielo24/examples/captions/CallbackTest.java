package com.cielo24.examples.captions;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

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

    private final int port = RunningCaptions.freePort();

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

    private int get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private String token() throws Exception {
        Path file = base.resolve(".captions/callback-token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        return Files.readString(file);
    }
}
