package com.cielo24.simulator;

import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a test does with a simulator, in its own process and in another. */
class ControlTest extends SimulatorTest {

    @Test
    void pairsRequestAndAnswer() throws Exception {
        post(target(), bytes(10));
        post(target(), bytes(20));
        get("/api/account/login?v=1&username=demo&password=wrong");
        raw("GET /%zz HTTP/1.1");

        List<JournalEntry> journal = simulator.journal();

        assertThat(journal).extracting(JournalEntry::status).containsExactly(200, 400, 400, 404);
        assertThat(journal.get(0).result()).startsWith("accepted");
        assertThat(journal.get(0).bytes()).isEqualTo(10);
        assertThat(journal.get(0).request().parameters()).containsEntry("job_id", job);
        assertThat(journal.get(1).result()).contains("already has media");
        assertThat(journal.get(2).result()).contains("LOGIN_INVALID");
    }

    @Test
    void showsTheJournalWithoutSecrets() throws Exception {
        post(target(), bytes(10));
        get("/api/account/login?v=1&username=demo&password=demo-password");
        raw("GET /api/account/login?v=1&password=a%62c d HTTP/1.1", "x-auth-securekey: 5ecret");

        String text = raw("GET /simulator/requests HTTP/1.1");
        JsonNode list = Json.read(text.substring(text.indexOf("\r\n\r\n")));

        assertThat(list).hasSize(4);
        assertThat(list.get(0).path("parameters").path("job_id").asText()).isEqualTo(job);
        assertThat(list.get(0).path("status").asInt()).isEqualTo(200);
        assertThat(list.get(0).path("bytes").asInt()).isEqualTo(10);
        assertThat(list.get(2).path("status").asInt()).isEqualTo(400);
        assertThat(list.get(2).path("result").asText()).contains("three parts");
        assertThat(list.get(3).path("path").asText()).isEqualTo("/simulator/requests");
        assertThat(list.get(3).path("status").isNull()).isTrue();
        assertThat(text + simulator.journal()).doesNotContain(simulator.apiToken(), "demo-password", "a%62c", "5ecret");
    }

    @Test
    void escapesControlCharacters() throws Exception {
        List<Outcome> outcomes = new CopyOnWriteArrayList<>();
        simulator.close();
        simulator = Cielo24Simulator.builder().onOutcome(outcomes::add).start();

        raw("GET /api/\u001b[31mred\r\u0007 HTTP/1.1");
        raw("G\u001b[2JT " + target() + " HTTP/1.1");

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes + " " + simulator.journal())
                .contains("\\x1b[31mred")
                .matches("[ -~]*");
    }

    @Test
    void waitsForARequest() throws Exception {
        CompletableFuture<JournalEntry> waiting = CompletableFuture.supplyAsync(
                () -> simulator.awaitRequest("/api/job/add_media", Duration.ofSeconds(60)));
        get("/api/job/list?v=1&api_token=" + simulator.apiToken());
        assertThat(waiting).isNotDone();

        post(target(), bytes(10));

        assertThat(waiting.join().status()).isEqualTo(200);
        assertThatThrownBy(() -> simulator.awaitRequest("/api/job/new", Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("/api/job/list");
    }

    @Test
    void isAsNewOnceReset(@TempDir Path folder) throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .mediaFolder(folder)
                .jobs(List.of(job))
                .start();
        String made = simulator.newJob();
        post(target(), bytes(10));
        get(target(made, "http://h/a"));
        get("/api/account/login?v=1&username=demo&password=demo-password");
        simulator.faults().always(Fault.garbage());
        try (RawConnection stuck = connect()) {
            stuck.head("POST " + target() + " HTTP/1.1", "Content-Length: 10").body("hello");
            await().until(() -> simulator.uploadsInProgress() == 1);

            assertThat(raw("POST /simulator/reset HTTP/1.1", "Content-Length: 0"))
                    .startsWith("HTTP/1.1 200 ");

            assertThat(stuck.isEndedByServer()).isTrue();
        }
        assertThat(simulator.media()).isEmpty();
        assertThat(simulator.jobs()).isEmpty();
        assertThat(simulator.journal()).isEmpty();
        assertThat(simulator.logins() + simulator.sessions() + simulator.bytesReceived() + simulator.requestCount())
                .isZero();
        assertThat(simulator.uploadsInProgress()).isZero();
        assertThat(Files.exists(folder.resolve(job))).isFalse();
        assertThat(get(target(made, "http://h/a")).body()).contains("ITEM_NOT_FOUND");
        assertThat(get(target(job, "http://h/a")).body()).contains("TaskId");
    }

    @Test
    void nothingOfACallComesAfterAReset() throws Exception {
        CountDownLatch inTheMiddle = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .anyJob()
                .onOutcome(outcome -> {
                    inTheMiddle.countDown();
                    awaitQuietly(goOn);
                })
                .start();
        try (RawConnection call = connect()) {
            call.head("GET " + target(job, "http://h/a") + " HTTP/1.1");
            inTheMiddle.await();

            CompletableFuture<Void> reset = CompletableFuture.runAsync(simulator::reset);

            assertThat(call.isEndedByServer()).isTrue();
            assertThatThrownBy(() -> reset.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            goOn.countDown();
            reset.join();
        }
        assertThat(simulator.media()).isEmpty();
    }

    @Test
    void tellsOfItsOwnCallsAsWell() throws Exception {
        List<Outcome> outcomes = new CopyOnWriteArrayList<>();
        simulator.close();
        simulator = Cielo24Simulator.builder().onOutcome(outcomes::add).start();

        raw("GET / HTTP/1.1");
        raw("DELETE /simulator/faults HTTP/1.1");
        raw("POST /simulator/outage HTTP/1.1", "Content-Length: 0");

        await().until(() -> outcomes.size() == 3);
        assertThat(outcomes).extracting(Outcome::mode).containsExactly("/", "faults", "outage");
        assertThat(simulator.journal()).extracting(JournalEntry::status).containsExactly(200, 200, 400);
    }

    @Test
    void goesAwayAndKeepsWhatItKnows() throws Exception {
        post(target(), bytes(10));
        try (RawConnection idle = connect()) {
            idle.head("GET / HTTP/1.1").answer();
            assertThat(raw("POST /simulator/outage?seconds=3600 HTTP/1.1", "Content-Length: 0"))
                    .startsWith("HTTP/1.1 200 ");

            assertThat(idle.isEndedByServer()).isTrue();
        }
        try (RawConnection during = connect()) {
            assertThat(during.isEndedByServer()).isTrue();
        }
        simulator.outage(Duration.ZERO);

        // not by the client, whose pooled connection is gone
        assertThat(raw("GET " + target(job, "http://h/a") + " HTTP/1.1")).contains("already has media");
    }

    @Test
    void anOutageEndsWhatIsHeldOpen() throws Exception {
        simulator.faults().next(new Fault.NeverAnswer());
        try (RawConnection held = connect()) {
            held.head("POST " + target() + " HTTP/1.1", "Content-Length: 5").body("hello");
            await().until(() -> simulator.uploadsInProgress() == 1);

            simulator.outage(Duration.ofHours(1));

            await().until(() -> simulator.uploadsInProgress() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 24 * 3600 + 1, 200_000L * 24 * 3600})
    void refusesAnOutageThatIsNoTime(long seconds) {
        assertThatThrownBy(() -> simulator.outage(Duration.ofSeconds(seconds)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 24 hours");
    }

    @Test
    void aConditionMayAskTheSimulator() throws Exception {
        List<CompletableFuture<?>> uploads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            uploads.add(client.sendAsync(
                    upload(target(Cielo24Simulator.newJobId()), bytes(1_000)), BodyHandlers.discarding()));
        }
        simulator.awaitRequest(
                entry -> simulator.bytesReceived() == 100_000 && simulator.mostConcurrent() > 0,
                Duration.ofSeconds(60));
        uploads.forEach(CompletableFuture::join);
    }

    @Test
    void comesBackByItself() throws Exception {
        simulator.outage(Duration.ofMillis(200));

        await().ignoreExceptions().until(() -> get("/").statusCode() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?seconds=", "?seconds=-1", "?seconds=3601", "?seconds=soon", "?minutes=1"})
    void refusesAnOutageWithoutAnEnd(String query) throws Exception {
        assertThat(raw("POST /simulator/outage" + query + " HTTP/1.1", "Content-Length: 0"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void countsAndEndsSessions() throws Exception {
        get("/api/account/login?v=1&username=demo&password=demo-password");

        assertThat(raw("GET /simulator/sessions HTTP/1.1")).contains("\"logins\":1", "\"sessions\":1");
        assertThat(raw("DELETE /simulator/sessions HTTP/1.1")).contains("\"logins\":1", "\"sessions\":0");
    }

    @Test
    void aListenerThatFailsChangesNoAnswer() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .anyJob()
                .onOutcome(outcome -> {
                    throw new AssertionError("listener");
                })
                .start();

        assertThat(raw("GET " + target(job, "http://h/a") + " HTTP/1.1")).startsWith("HTTP/1.1 200 ");
        assertThat(raw("GET " + target() + "&media_url=a b HTTP/1.1")).startsWith("HTTP/1.1 400 ");
        assertThat(simulator.media()).hasSize(1);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String raw(String... lines) throws Exception {
        try (RawConnection connection = connect()) {
            return connection.head(lines).answer();
        }
    }
}
