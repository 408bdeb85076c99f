package com.cielo24.simulator;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What tests and people can see of a simulator. */
class ObservationTest extends SimulatorTest {

    @Test
    void remembersEveryRequestAsItArrived() throws Exception {
        get(target(job, "http://h/a b+c"));
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "CONTENT-LENGTH: 5", "x-odd: 1", "X-Odd: 2")
                    .body("hello");
            connection.answer();
        }

        assertThat(simulator.requestCount()).isEqualTo(2);
        assertThat(simulator.requests()).extracting(ReceivedRequest::method).containsExactly("GET", "POST");
        ReceivedRequest first = simulator.requests().get(0);
        assertThat(first.path()).isEqualTo("/api/job/add_media");
        assertThat(first.rawQuery()).endsWith("&media_url=http%3A%2F%2Fh%2Fa+b%2Bc");
        assertThat(first.receivedAt()).isBeforeOrEqualTo(Instant.now());
        ReceivedRequest second = simulator.requests().get(1);
        assertThat(second.headers().get("content-length")).containsExactly("5");
        assertThat(second.header("X-ODD")).containsExactlyInAnyOrder("1", "2");
        assertThat(second.header("Content-Type")).isEmpty();
    }

    @Test
    void countsEveryRequestButRemembersTheNewestOnly() {
        Journal journal = new Journal();
        Traffic traffic = new Traffic(journal);
        for (int i = 0; i < 10_001; i++) {
            ReceivedRequest request = new ReceivedRequest("GET", "/", "n=" + i, Map.of(), Instant.now());
            traffic.end(traffic.begin(request), 200, "done", 0);
        }

        assertThat(traffic.requests()).isEqualTo(10_001);
        assertThat(journal.entries()).hasSize(10_000);
        assertThat(journal.entries().get(0).request().rawQuery()).isEqualTo("n=1");
        assertThat(traffic.mostConcurrent()).isEqualTo(1);
    }

    @Test
    void remembersNoMoreThan32MiB() {
        Journal journal = new Journal();
        for (int i = 0; i < 100; i++) {
            journal.begin(new ReceivedRequest("GET", "/", "n=" + i + "a".repeat(1 << 20), Map.of(), Instant.now()));
        }

        assertThat(journal.entries()).hasSizeBetween(25, 32);
    }

    @Test
    void neverShowsTheTokenOfARequest() throws Exception {
        get(target(job, "http://h/a"));
        try (RawConnection connection = connect()) {
            connection.head(
                    "GET /api/job/add_media?api%5Ftoken=%73ecret&v=1 HTTP/1.1",
                    "Referer: http://h/?api_token=secret", "X-Token: %73ecret");
            connection.answer();
        }

        assertThat(simulator.requests().toString())
                .doesNotContain(simulator.apiToken(), "secret", "%73ecret")
                .contains("api_token=xxxxxx", job);
    }

    @Test
    void doesNotCountRequestsToOtherPaths() throws Exception {
        get("/");
        get("/simulator/media");
        HttpResponse<String> other = get("/api/job/modify?v=1");

        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void listsReceivedMediaAsJson(@TempDir Path folder) throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder().anyJob().mediaFolder(folder).start();
        String other = Cielo24Simulator.newJobId();
        post(target(), bytes(10));
        get(target(other, "http://h/a"));

        HttpResponse<String> answer = get("/simulator/media");

        JsonNode list = Json.read(answer.body());
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(list).hasSize(2);
        assertThat(list.get(0).get("jobId").asText()).isEqualTo(job);
        assertThat(list.get(0).get("mode").asText()).isEqualTo("upload");
        assertThat(list.get(0).get("bytes").asLong()).isEqualTo(10);
        assertThat(list.get(0).get("sha256").asText()).isEqualTo(sha256(bytes(10)));
        assertThat(list.get(0).get("file").asText())
                .isEqualTo(folder.resolve(job).toString());
        assertThat(list.get(0).get("mediaUrl").isNull()).isTrue();
        assertThat(list.get(1).get("mediaUrl").asText()).isEqualTo("http://h/a");
        assertThat(list.get(1).get("taskId").asText())
                .isEqualTo(simulator.media(other).orElseThrow().taskId());
        assertThat(Instant.parse(list.get(1).get("receivedAt").asText()))
                .isEqualTo(simulator.media(other).orElseThrow().receivedAt());
    }

    @Test
    void saysWhatItIsInTwoLines() throws Exception {
        assertThat(get("/").body().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("/api/job/add_media"))
                .anyMatch(line -> line.contains("/simulator/media"));
    }

    @Test
    void takesTwoHundredUploadsAtOnce() throws Exception {
        List<RawConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                RawConnection connection = connect();
                connections.add(connection);
                connection
                        .head("POST " + target(Cielo24Simulator.newJobId()) + " HTTP/1.1", "Content-Length: 5")
                        .body("hell");
            }
            await().until(() -> simulator.bytesReceived() == 800);
            assertThat(simulator.uploadsInProgress()).isEqualTo(200);

            for (RawConnection connection : connections) {
                connection.body("o");
                assertThat(connection.answer()).startsWith("HTTP/1.1 200 ");
            }
        } finally {
            for (RawConnection connection : connections) {
                connection.close();
            }
        }
        assertThat(simulator.media()).hasSize(200);
        assertThat(simulator.mostConcurrent()).isEqualTo(200);
        assertThat(simulator.uploadsInProgress()).isZero();
    }

    @Test
    void attachesExactlyOneOfManyConcurrentUploads() {
        List<CompletableFuture<HttpResponse<String>>> uploads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            uploads.add(client.sendAsync(upload(target(), bytes(100_000)), BodyHandlers.ofString()));
        }

        assertThat(uploads.stream()
                        .map(CompletableFuture::join)
                        .filter(answer -> answer.statusCode() == 200)
                        .count())
                .isEqualTo(1);
        assertThat(simulator.media()).hasSize(1);
    }

    @Test
    void doesNotCountRequestsInARowAsConcurrent() throws Exception {
        for (int i = 0; i < 200; i++) {
            get(target(Cielo24Simulator.newJobId(), "http://h/" + i));
        }

        assertThat(simulator.mostConcurrent()).isEqualTo(1);
    }

    @Test
    void tellsHowEachRequestEndedWithoutTheToken() throws Exception {
        List<Outcome> outcomes = new CopyOnWriteArrayList<>();
        simulator.close();
        simulator = Cielo24Simulator.builder().anyJob().onOutcome(outcomes::add).start();

        post(target(), bytes(10));
        post(target(), bytes(10));
        get(target(simulator.apiToken() + "!", "http://h/a"));
        simulator.faults().next(Fault.emptyOk());
        get(target(job, "http://h/a"));
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target(Cielo24Simulator.newJobId()) + " HTTP/1.1", "Content-Length: 6")
                    .body("hello");
            await().until(() -> simulator.uploadsInProgress() == 1);
        }
        await().until(() -> outcomes.size() == 5);

        assertThat(outcomes).extracting(Outcome::mode).containsExactly("upload", "upload", "url", "url", "upload");
        assertThat(outcomes.get(0))
                .returns(job, Outcome::jobId)
                .returns(10L, Outcome::bytes)
                .returns(
                        "accepted as task " + simulator.media(job).orElseThrow().taskId(), Outcome::result);
        assertThat(outcomes.get(1).result()).startsWith("refused: INVALID_QUERY: The job already has media");
        assertThat(outcomes.get(2).jobId()).isEqualTo("-");
        assertThat(outcomes.get(3).result()).startsWith("fault: ");
        assertThat(outcomes.get(4).result()).startsWith("broken off");
        assertThat(outcomes.toString()).doesNotContain(simulator.apiToken());
    }
}
