package com.cielo24.simulator;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Orders of transcriptions, and the states of their jobs. */
class OrderTest extends SimulatorTest {
    private static final String ORDER = "&transcription_fidelity=PREMIUM&priority=STANDARD";

    private String jobId;

    @BeforeEach
    @Override
    void start() {
        start(builder());
    }

    private static SimulatorBuilder builder() {
        return Cielo24Simulator.builder().transcriptionTime(Duration.ofHours(1));
    }

    private void start(SimulatorBuilder settings) {
        if (simulator != null) {
            simulator.close();
        }
        simulator = settings.start();
        jobId = jobWithMedia();
    }

    @Test
    void hasTheFieldsOfAnOrderBeforeItThoughEmpty() throws Exception {
        for (JsonNode job : List.of(info(), json(call("list", "")).at("/ActiveJobs/0"))) {
            assertThat(job.path("JobStatus").asText()).isEqualTo("Pending");
            for (String field : List.of("Fidelity", "Priority", "StartDate", "DueDate", "CompletedDate", "Options")) {
                assertThat(job.path(field).isNull()).as(field).isTrue();
            }
            assertThat(job.path("ReturnTargets")).isEqualTo(Json.read("{\"url\":[]}"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MECHANICAL, STANDARD, , MECHANICAL, STANDARD, 48",
        "PREMIUM, STANDARD, , STANDARD, STANDARD, 48",
        "PROFESSIONAL, PRIORITY, , HIGH, PRIORITY, 24",
        "PROFESSIONAL, STANDARD, 96, HIGH, STANDARD, 96",
        "PROFESSIONAL, STANDARD, 20, HIGH, PRIORITY, 20"
    })
    void describesTheJobAsOrdered(
            String fidelity, String priority, String turnaround, String renamed, String raised, int hours)
            throws Exception {
        String taskId = json(order("&transcription_fidelity=" + fidelity + "&priority=" + priority
                        + (turnaround == null ? "" : "&turnaround_hours=" + turnaround)
                        + "&target_language=fr,de&options=" + encoded("{\"return_iwp\":[\"FINAL\"],\"notes\":\"é\"}")
                        + "&callback_url=" + encoded("http://h/a?job={job_id}")))
                .path("TaskId")
                .asText();

        JsonNode job = info();
        assertThat(job.path("JobStatus").asText()).isEqualTo("In Process");
        assertThat(job.path("Fidelity").asText()).isEqualTo(renamed);
        assertThat(job.path("Priority").asText()).isEqualTo(raised);
        assertThat(Duration.between(date(job, "StartDate"), date(job, "DueDate")))
                .isEqualTo(Duration.ofHours(hours));
        assertThat(job.path("CompletedDate").isNull()).isTrue();
        assertThat(job.path("TargetLanguage").asText()).isEqualTo("fr,de");
        assertThat(job.at("/Options/notes").asText()).isEqualTo("é");
        assertThat(job.at("/ReturnTargets/url/0/callback_url").asText()).isEqualTo("http://h/a?job={job_id}");
        assertThat(simulator.orders()).singleElement().satisfies(order -> {
            assertThat(order.taskId()).isEqualTo(taskId).matches("[0-9a-f]{32}");
            assertThat(order.jobId()).isEqualTo(jobId);
            assertThat(order.fidelity()).isEqualTo(fidelity);
            assertThat(order.priority()).isEqualTo(priority);
            assertThat(order.parameters()).containsEntry("callback_url", "http://h/a?job={job_id}");
            assertThat(order.parameters()).doesNotContainKeys("api_token", "v");
            assertThat(order.toString()).doesNotContain("callback");
        });
        assertThat(Json.read(get("/simulator/orders").body()).at("/0/taskId").asText())
                .isEqualTo(taskId);
    }

    @Test
    void recordsASecondOrderAsWell() throws Exception {
        order(ORDER + "&callback_url=http%3A%2F%2Fh%2F1");
        JsonNode first = info();
        order("&transcription_fidelity=MECHANICAL&priority=PRIORITY&callback_url=http%3A%2F%2Fh%2F2");

        assertThat(simulator.orders()).extracting(Order::fidelity).containsExactly("PREMIUM", "MECHANICAL");
        assertThat(info().path("Fidelity").asText()).isEqualTo("STANDARD");
        assertThat(info().path("StartDate")).isEqualTo(first.path("StartDate"));
        assertThat(info().path("ReturnTargets").findValuesAsText("callback_url"))
                .containsExactly("http://h/1", "http://h/2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "priority=STANDARD MISSING_PARAMETER",
                "transcription_fidelity=PREMIUM MISSING_PARAMETER",
                "transcription_fidelity=STANDARD&priority=STANDARD INVALID_QUERY",
                "transcription_fidelity=premium&priority=STANDARD INVALID_QUERY",
                "transcription_fidelity=PREMIUM&priority=CRITICAL INVALID_QUERY",
                "*&turnaround_hours=0 INVALID_QUERY",
                "*&turnaround_hours=soon INVALID_QUERY",
                "*&target_language=en,,fr INVALID_QUERY",
                "*&standard_product=maybe INVALID_QUERY",
                "*&caption_format=SRT INVALID_QUERY",
                "*&callback_url=ftp%3A%2F%2Fh%2Fa INVALID_URL",
                "*&callback_url=h%2Fa INVALID_URL",
                "*&callback_url=http%3A%2F%2Fh%2F%7Bcourse%7D INVALID_URL",
                "*&callback_url=http%3A%2F%2Fa_b%2F INVALID_URL",
                "*&options=5 INVALID_OPTION",
                "*&options=%7B INVALID_OPTION",
                "*&options=%7B%22nothing%22:true%7D INVALID_OPTION",
                "*&options=%7B%22speaker_id%22:1%7D INVALID_OPTION",
                "*&options=%7B%22return_iwp%22:[%22DRAFT%22]%7D INVALID_OPTION",
                "*&options=%7B%22return_iwp%22:%22FINAL%22%7D INVALID_OPTION",
                "*&options=%7B%22custom_metadata%22:%7B%22a%22:%7B%7D%7D%7D INVALID_OPTION"
            })
    void refusesWhatIsNotDocumented(String parameters, String errorType) throws Exception {
        HttpResponse<String> answer = order("&" + parameters.replace("*", ORDER.substring(1)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body()).path("ErrorType").asText()).isEqualTo(errorType);
        assertThat(simulator.orders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standard_product=y",
                "callback_url=https%3A%2F%2Fuser%3Apass%40h%2F%7Biwp_name%7D",
                "options=%7B%22speaker_id%22:%22true%22,%22audio_description%22:false%7D",
                "options=%7B%22custom_metadata%22:%7B%22a%22:%22b%22%7D,%22first_pass_campaign%22:%22NORMAL%22%7D",
                "options="
            })
    void acceptsWhatIsDocumented(String parameters) throws Exception {
        assertThat(order(ORDER + "&" + parameters).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAJobThatHasNoMediaOrIsNotThere() throws Exception {
        assertThat(call("perform_transcription", ORDER + "&job_id=" + simulator.newJob())
                        .body())
                .contains("INVALID_QUERY", "no media");
        assertThat(call("perform_transcription", ORDER + "&job_id=" + job).body())
                .contains("ITEM_NOT_FOUND");
        assertThat(client.send(
                                HttpRequest.newBuilder(uri(path("perform_transcription", ORDER + "&job_id=" + jobId)))
                                        .DELETE()
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
        assertThat(simulator.orders()).isEmpty();
    }

    @Test
    void completesAfterItsTime() throws Exception {
        start(Cielo24Simulator.builder().transcriptionTime(Duration.ofMillis(300)));
        order(ORDER);
        assertThat(info().path("JobStatus").asText()).isEqualTo("In Process");

        await().until(() -> info().path("JobStatus").asText().equals("Complete"));

        assertThat(Duration.between(date(info(), "StartDate"), date(info(), "CompletedDate")))
                .isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void isOverdueWhereAnHourIsShort() throws Exception {
        start(builder().turnaroundHour(Duration.ofNanos(1_000)));
        order(ORDER);

        JsonNode job = info();
        assertThat(job.path("JobStatus").asText()).isEqualTo("In Process");
        assertThat(Duration.between(date(job, "StartDate"), date(job, "DueDate")))
                .isEqualTo(Duration.ofNanos(48_000));
        assertThat(list("&JobStatus=In+Process&DueDateTo=" + date(job, "DueDate")))
                .containsExactly(jobId);
    }

    @Test
    void waitsForItsAuthorizationWhereThatIsRequired() throws Exception {
        start(Cielo24Simulator.builder().transcriptionTime(Duration.ZERO).authorizationRequired());
        assertThat(call("authorize", "&job_id=" + jobId).statusCode()).isEqualTo(204);
        order(ORDER);
        assertThat(info().path("JobStatus").asText()).isEqualTo("Authorizing");
        assertThat(info().path("StartDate").isNull()).isTrue();
        assertThat(list("&JobStatus=Authorizing")).containsExactly(jobId);

        for (int i = 0; i < 2; i++) {
            assertThat(call("authorize", "&job_id=" + jobId).statusCode()).isEqualTo(204);
        }

        assertThat(info().path("JobStatus").asText()).isEqualTo("Complete");
        assertThat(info().path("AuthorizationDate")).isEqualTo(info().path("StartDate"));
        assertThat(call("authorize", "&job_id=" + job).body()).contains("ITEM_NOT_FOUND");
    }

    @Test
    void deletesAJobButNotWhatItsOrderCost() throws Exception {
        order(ORDER);

        assertThat(json(call("delete", "&job_id=" + jobId)).path("TaskId").asText())
                .matches("[0-9a-f]{32}");

        for (String name : List.of("info", "delete", "authorize")) {
            assertThat(call(name, "&job_id=" + jobId).body()).contains("ITEM_NOT_FOUND");
        }
        assertThat(order(ORDER).body()).contains("ITEM_NOT_FOUND");
        assertThat(get(target(jobId, "http://h/b")).body()).contains("ITEM_NOT_FOUND");
        assertThat(list("")).isEmpty();
        assertThat(simulator.media()).isEmpty();
        assertThat(simulator.orders()).hasSize(1);
    }

    @Test
    void deletesGivenJobsAsWell() throws Exception {
        start(builder().anyJob().jobs(List.of("abc")));
        get(target(job, "http://h/b"));
        for (String id : List.of("abc", job)) {
            assertThat(call("delete", "&job_id=" + id).statusCode()).isEqualTo(200);
            assertThat(call("info", "&job_id=" + id).body()).contains("ITEM_NOT_FOUND");
        }
        assertThat(list("")).containsExactly(jobId);

        simulator.reset();

        assertThat(list("")).containsExactly("abc");
    }

    @Test
    void aDeletedJobLeavesItsExternalIdAndItsUrlToAnother() throws Exception {
        String first = json(call("new", "&external_id=one")).path("JobId").asText();
        get(target(first, "http://h/one"));
        call("delete", "&job_id=" + first);

        String second = json(call("new", "&external_id=one")).path("JobId").asText();

        assertThat(get(target(second, "http://h/one")).statusCode()).isEqualTo(200);
    }

    @Test
    void isAsNewOnceReset() throws Exception {
        order(ORDER);

        simulator.reset();

        assertThat(simulator.orders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fault\":\"dropAfterBody\",\"kept\":true}",
                "{\"fault\":\"status\",\"code\":503,\"kept\":true}",
                "{\"fault\":\"garbage\",\"kept\":true}",
                "{\"fault\":\"cutOffAnswer\",\"afterBytes\":20}"
            })
    void anOrderWhoseAnswerIsLostIsMadeNevertheless(String fault) throws Exception {
        fail(fault);
        // the JDK's client would send it again by itself
        try (RawConnection connection = connect()) {
            connection
                    .head("GET " + path("perform_transcription", ORDER + "&job_id=" + jobId) + " HTTP/1.1")
                    .answer();
        }

        assertThat(simulator.orders()).hasSize(1);
        assertThat(info().path("JobStatus").asText()).isEqualTo("In Process");
    }

    @Test
    void anOrderThatFailsIsNotMade() throws Exception {
        fail("{\"fault\":\"status\",\"code\":503,\"times\":2}");

        assertThat(order(ORDER).statusCode()).isEqualTo(503);
        assertThat(order(ORDER).statusCode()).isEqualTo(503);

        assertThat(simulator.orders()).isEmpty();
        assertThat(order(ORDER).statusCode()).isEqualTo(200);
    }

    private void fail(String fault) throws Exception {
        String forOrders = fault.replace("}", ",\"path\":\"/api/job/perform_transcription\"}");
        assertThat(post("/simulator/faults", forOrders.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
    }

    private String jobWithMedia() {
        String id = simulator.newJob();
        try {
            assertThat(get(target(id, "http://h/" + id)).statusCode()).isEqualTo(200);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return id;
    }

    private HttpResponse<String> order(String parameters) throws Exception {
        return call("perform_transcription", "&job_id=" + jobId + parameters);
    }

    private JsonNode info() throws Exception {
        return json(call("info", "&job_id=" + jobId));
    }

    private List<String> list(String filters) throws Exception {
        return json(call("list", filters)).path("ActiveJobs").findValuesAsText("JobId");
    }

    private static LocalDateTime date(JsonNode job, String field) {
        return LocalDateTime.parse(job.path(field).asText());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String path(String name, String parameters) {
        return "/api/job/" + name + "?v=1&api_token=" + simulator.apiToken() + parameters;
    }

    private HttpResponse<String> call(String name, String parameters) throws Exception {
        return get(path(name, parameters));
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body());
    }
}
