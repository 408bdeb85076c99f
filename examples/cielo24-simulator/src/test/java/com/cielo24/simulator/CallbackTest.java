package com.cielo24.simulator;

import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The service calls back when a job is complete, well or with a fault. */
class CallbackTest extends SimulatorTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private CallbackReceiver receiver;

    @BeforeEach
    @Override
    void start() {
        start(builder());
    }

    @BeforeEach
    void listen() throws Exception {
        receiver = new CallbackReceiver();
    }

    @AfterEach
    void stopListening() {
        receiver.close();
    }

    private SimulatorBuilder builder() {
        return Cielo24Simulator.builder()
                .transcriptionTime(SHORT)
                .callbackRetryAfter(Duration.ofMillis(20))
                .onOutcome(outcomes::add);
    }

    private void start(SimulatorBuilder settings) {
        if (simulator != null) {
            simulator.close();
        }
        simulator = settings.start();
    }

    @Test
    void callsTheVeryUrlWithItsTagsFilledIn() throws Exception {
        String jobId = jobWithMedia("&job_name=" + encoded("Größe 1&2"));
        order(
                jobId,
                url("/a%2Fb/5ecret?job={job_id}&n={job_name}&v={elementlist_version}&i={iwp_name}&c={course}"),
                "&options=" + encoded("{\"custom_metadata\":{\"course\":\"a/b\"},\"return_iwp\":[\"FINAL\"]}"));
        assertThat(receiver.targets).isEmpty();

        await().until(() -> simulator.callbacks().size() == 1);

        String version = encoded(info(jobId).path("CompletedDate").asText());
        assertThat(receiver.targets)
                .containsExactly("GET /a%2Fb/5ecret?job=" + jobId + "&n=Gr%C3%B6%C3%9Fe%201%262&v=" + version
                        + "&i=FINAL&c=a%2Fb");
        Callback callback = simulator.callbacks().get(0);
        assertThat(callback.jobId()).isEqualTo(jobId);
        assertThat(callback.status()).isEqualTo(200);
        assertThat(callback.attempt()).isEqualTo(1);
        assertThat(callback.url()).contains("/5ecret?job=" + jobId);
        assertThat(Json.read(get("/simulator/callbacks").body()).at("/0/url").asText())
                .isEqualTo(callback.url());
        assertThat(outcomes).extracting(Outcome::mode).contains("callback");
        assertThat(outcomes + " " + simulator.callbacks() + " " + simulator.orders() + " " + simulator.journal()
                        + get("/simulator/requests").body())
                .doesNotContain("5ecret");
    }

    @Test
    void triesThreeTimesMoreUnlessItIsAnsweredWith200() throws Exception {
        receiver.answers.addAll(List.of(500, 404, 204, 302));
        order(jobWithMedia(""), url("/a"), "");
        await().until(() -> simulator.callbacks().size() == 4);
        assertThat(simulator.callbacks()).extracting(Callback::status).containsExactly(500, 404, 204, 302);
        assertThat(simulator.callbacks()).extracting(Callback::attempt).containsExactly(1, 2, 3, 4);

        receiver.answers.add(503);
        order(jobWithMedia(""), url("/b"), "");
        await().until(() -> simulator.callbacks().size() == 6);

        order(jobWithMedia(""), url("/c"), "");
        await().until(() -> receiver.targets.contains("GET /c"));
        assertThat(receiver.targets)
                .containsExactly("GET /a", "GET /a", "GET /a", "GET /a", "GET /b", "GET /b", "GET /c");
    }

    @Test
    void triesAgainWhereNobodyAnswers() throws Exception {
        String nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = "127.0.0.1:" + closed.getLocalPort();
        }
        order(jobWithMedia(""), "http://" + nobody + "/a", "");

        await().until(() -> simulator.callbacks().size() == 4);

        assertThat(simulator.callbacks()).allSatisfy(callback -> {
            assertThat(callback.status()).isZero();
            assertThat(callback.result()).contains("failed");
        });
    }

    @Test
    void callsForEachVersionAndEachOrder() throws Exception {
        String jobId = jobWithMedia("");
        order(jobId, url("/a?{iwp_name}"), "&options=" + encoded("{\"return_iwp\":[\"PREMIUM\",\"FINAL\"]}"));
        order(jobId, url("/b?{iwp_name}"), "&options=" + encoded("{\"return_iwp\":[]}"));

        await().until(() -> simulator.callbacks().size() == 3);

        assertThat(receiver.targets).containsExactlyInAnyOrder("GET /a?PREMIUM", "GET /a?FINAL", "GET /b?FINAL");
    }

    @Test
    void logsInWithTheUserOfTheUrl() throws Exception {
        order(jobWithMedia(""), "http://user:5ecret@" + receiver.authority() + "/a", "");

        await().until(() -> simulator.callbacks().size() == 1);

        assertThat(receiver.authorizations).containsExactly("Basic dXNlcjo1ZWNyZXQ=");
        assertThat(outcomes + " " + simulator.journal()).doesNotContain("5ecret");
    }

    @Test
    void callsNoOtherMachineUnlessItMay() throws Exception {
        // the JDK connects to this machine by it, but it is no address of the loopback interface
        String other = url("/a").replace("127.0.0.1", "0.0.0.0");
        order(jobWithMedia(""), other, "");
        await().until(() -> simulator.callbacks().size() == 1);
        assertThat(simulator.callbacks().get(0).result()).contains("not sent", "--callbacks-anywhere");
        assertThat(receiver.targets).isEmpty();

        start(builder().callbacksAnywhere());
        order(jobWithMedia(""), other, "");
        await().until(() -> receiver.targets.contains("GET /a"));
    }

    @Test
    void losesRepeatsDelaysAndForgesCallbacks() throws Exception {
        simulator.faults().next(new Fault.CallbackLost());
        simulator.faults().next(new Fault.CallbackRepeated(3));
        simulator.faults().next(new Fault.CallbackLate(Duration.ofMillis(600)));
        simulator.faults().next(new Fault.CallbackForged());
        List<String> jobs = new ArrayList<>();
        for (String name : List.of("lost", "repeated", "late", "forged")) {
            jobs.add(jobWithMedia(""));
            order(jobs.get(jobs.size() - 1), url("/" + name + "/5ecret?x"), "");
        }

        await().until(() -> receiver.targets.contains("GET /late/5ecret?x"));

        assertThat(receiver.targets)
                .containsExactlyInAnyOrder(
                        "GET /repeated/5ecret?x",
                        "GET /repeated/5ecret?x",
                        "GET /repeated/5ecret?x",
                        "GET /late/5ecret?x",
                        "GET /forged/forged?x",
                        "GET /forged/5ecret?x")
                .endsWith("GET /late/5ecret?x");
        assertThat(jobs).allSatisfy(jobId -> assertThat(status(jobId)).isEqualTo("Complete"));
    }

    @Test
    void callsBackEarlyForAJobThatIsNotComplete() throws Exception {
        start(builder().transcriptionTime(Duration.ofHours(1)));
        simulator.faults().next(new Fault.CallbackEarly());
        simulator.faults().next(new Fault.CallbackForged());
        String early = jobWithMedia("");
        order(early, url("/early?{job_id}"), "");
        order(jobWithMedia(""), url("/forged"), "");

        await().until(() -> simulator.callbacks().size() == 2);

        assertThat(receiver.targets).containsExactlyInAnyOrder("GET /early?" + early, "GET /forged");
        assertThat(status(early)).isEqualTo("In Process");
    }

    @Test
    void failsWithoutACallback() throws Exception {
        fault("{\"fault\":\"mediaFailure\"}");
        String failed = jobWithMedia("");
        order(failed, url("/failed"), "");
        String complete = jobWithMedia("");
        order(complete, url("/complete"), "");
        assertThat(status(failed)).isEqualTo("In Process");

        await().until(() -> simulator.callbacks().size() == 1);

        assertThat(receiver.targets).containsExactly("GET /complete");
        assertThat(status(failed)).isEqualTo("Media Failure");
        assertThat(info(failed).path("CompletedDate").isNull()).isTrue();
        assertThat(call("get_caption", "&caption_format=SRT&job_id=" + failed).body())
                .contains("not complete");
        assertThat(call("get_caption", "&caption_format=SRT&job_id=" + complete).statusCode())
                .isEqualTo(200);
    }

    @Test
    void isOverdueAsLongAsItIsTold() throws Exception {
        fault("{\"fault\":\"overdue\",\"delayMillis\":300}");
        String jobId = jobWithMedia("");
        order(jobId, url("/a"), "");

        assertThat(info(jobId).path("DueDate")).isEqualTo(info(jobId).path("StartDate"));
        await().until(() -> simulator.callbacks().size() == 1);
        assertThat(status(jobId)).isEqualTo("Complete");
        assertThat(Duration.between(
                        LocalDateTime.parse(info(jobId).path("DueDate").asText()),
                        LocalDateTime.parse(info(jobId).path("CompletedDate").asText())))
                .isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void callsWhereverATestWants() throws Exception {
        simulator.sendCallback(URI.create(url("/guess?job=1")));
        await().until(() -> simulator.callbacks().size() == 1);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri("/simulator/callbacks?callback_url=" + encoded(url("/over/http"))))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        await().until(() -> simulator.callbacks().size() == 2);

        assertThat(receiver.targets).containsExactly("GET /guess?job=1", "GET /over/http");
        assertThat(get("/simulator/requests").body()).doesNotContain("over");
        assertThatThrownBy(() -> simulator.sendCallback(URI.create("/a"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(post("/simulator/callbacks?callback_url=a", new byte[0]).statusCode())
                .isEqualTo(400);
    }

    @Test
    void waitsForTheAuthorization() throws Exception {
        start(builder().transcriptionTime(Duration.ZERO).authorizationRequired());
        String held = jobWithMedia("");
        order(held, url("/held"), "");
        order(held, url("/second"), "");
        simulator.sendCallback(URI.create(url("/now")));
        await().until(() -> simulator.callbacks().size() == 1);
        assertThat(receiver.targets).containsExactly("GET /now");

        call("authorize", "&job_id=" + held);

        await().until(() -> simulator.callbacks().size() == 3);
        assertThat(receiver.targets).contains("GET /held", "GET /second");
    }

    @Test
    void forgetsTheCallbacksOfDeletedJobsAndOnReset() throws Exception {
        String deleted = jobWithMedia("");
        order(deleted, url("/deleted"), "");
        call("delete", "&job_id=" + deleted);
        order(jobWithMedia(""), url("/kept"), "");
        await().until(() -> simulator.callbacks().size() == 1);
        assertThat(receiver.targets).containsExactly("GET /kept");

        order(jobWithMedia(""), url("/reset"), "");
        simulator.reset();
        assertThat(simulator.callbacks()).isEmpty();
        order(jobWithMedia(""), url("/new"), "");
        await().until(() -> simulator.callbacks().size() == 1);
        assertThat(receiver.targets).containsExactly("GET /kept", "GET /new");
    }

    @Test
    void callsBackAfterARestart(@TempDir Path folder) throws Exception {
        start(builder().transcriptionTime(Duration.ofSeconds(1)).mediaFolder(folder));
        order(jobWithMedia(""), url("/a"), "");
        simulator.close();
        start(builder().mediaFolder(folder));
        assertThat(receiver.targets).isEmpty();

        await().until(() -> simulator.callbacks().size() == 1);

        assertThat(receiver.targets).containsExactly("GET /a");
    }

    @Test
    void sometimesFailsOrdersOnly() throws Exception {
        simulator
                .faults()
                .sometimesForCall(
                        "/api/job/perform_transcription", 0.5, 7, Fault.status(503), new Fault.MediaFailure());
        assertThat(simulator.faults().pending()).singleElement().asString().contains("0.5", "MediaFailure");
        int refused = 0;
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            jobs.add(jobWithMedia(""));
            refused +=
                    call("perform_transcription", order(jobs.get(i), url("/a"))).statusCode() == 503 ? 1 : 0;
        }
        simulator.faults().clear();

        assertThat(refused).isBetween(2, 20);
        await().until(() -> jobs.stream().noneMatch(jobId -> status(jobId).equals("In Process")));
        assertThat(jobs).extracting(this::status).contains("Media Failure", "Complete", "Pending");
        assertThat(call("perform_transcription", order(jobs.get(0), url("/a"))).statusCode())
                .isEqualTo(200);
    }

    private void fault(String json) throws Exception {
        assertThat(post("/simulator/faults", json.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    private String jobWithMedia(String parameters) throws Exception {
        String jobId = Json.read(call("new", parameters).body()).path("JobId").asText();
        assertThat(get(target(jobId, "http://h/" + jobId)).statusCode()).isEqualTo(200);
        return jobId;
    }

    private void order(String jobId, String callbackUrl, String parameters) throws Exception {
        HttpResponse<String> answer = call("perform_transcription", order(jobId, callbackUrl) + parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String order(String jobId, String callbackUrl) {
        return "&transcription_fidelity=PREMIUM&priority=STANDARD&job_id=" + jobId + "&callback_url="
                + encoded(callbackUrl);
    }

    private String url(String target) {
        return "http://" + receiver.authority() + target;
    }

    private String status(String jobId) {
        try {
            return info(jobId).path("JobStatus").asText();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode info(String jobId) throws Exception {
        return Json.read(call("info", "&job_id=" + jobId).body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> call(String name, String parameters) throws Exception {
        return get("/api/job/" + name + "?v=1&api_token=" + simulator.apiToken() + parameters);
    }
}
