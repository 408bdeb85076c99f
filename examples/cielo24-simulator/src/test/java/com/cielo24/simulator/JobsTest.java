package com.cielo24.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Jobs that are made, found and told about. */
class JobsTest extends SimulatorTest {

    @Test
    void makesAJobThatTakesMedia() throws Exception {
        JsonNode made = json(call("new", "&job_name=Lecture+1&language=de&external_id=a%2Fb&expected_speakers=2"));

        String id = made.get("JobId").asText();
        assertThat(made.get("TaskId").asText()).matches("[0-9a-f]{32}");
        CreatedJob job = simulator.jobs().get(0);
        assertThat(job.jobId()).isEqualTo(id);
        assertThat(job.externalId()).contains("a/b");
        assertThat(job.parameters()).containsEntry("job_name", "Lecture 1").containsEntry("expected_speakers", "2");
        assertThat(post(target(id), bytes(10)).statusCode()).isEqualTo(200);
        assertThat(Json.read(get("/simulator/jobs").body()).get(0).get("jobId").asText())
                .isEqualTo(id);
    }

    @Test
    void aJobThatWasMadeExistsAlsoWhereTheOthersAreGiven() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder().jobs(List.of("abc")).start();

        String id = json(call("new", "")).get("JobId").asText();

        assertThat(call("info", "&job_id=" + id).statusCode()).isEqualTo(200);
        assertThat(call("info", "&job_id=abc").statusCode()).isEqualTo(200);
        assertThat(call("info", "&job_id=" + job).body()).contains("ITEM_NOT_FOUND");
    }

    @Test
    void refusesASecondJobWithTheSameExternalId() throws Exception {
        call("new", "&external_id=one");

        HttpResponse<String> second = call("new", "&external_id=one");
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(second.body()).contains("INVALID_QUERY", "is_duplicate");
        assertThat(call("new", "&external_id=two").statusCode()).isEqualTo(200);
        assertThat(call("new", "").statusCode()).isEqualTo(200);
        assertThat(call("new", "").statusCode()).isEqualTo(200);
        assertThat(call("new", "&external_id=one&is_duplicate=TRUE").statusCode())
                .isEqualTo(200);
        assertThat(simulator.jobs()).hasSize(5);
    }

    @Test
    void findsJobsByExternalIdTheNewestFirst() throws Exception {
        String first =
                json(call("new", "&external_id=one&job_name=x")).get("JobId").asText();
        call("new", "&external_id=two");
        String third = json(call("new", "&external_id=one&is_duplicate=true"))
                .get("JobId")
                .asText();

        JsonNode found = json(call("list", "&ExternalId=one"));

        assertThat(found.get("Username").asText()).isEqualTo("demo");
        assertThat(found.get("ActiveJobs").findValuesAsText("JobId")).containsExactly(third, first);
        assertThat(found.get("ActiveJobs").findValuesAsText("ExternalID")).containsExactly("one", "one");
        assertThat(json(call("list", "")).get("ActiveJobs")).hasSize(3);
        assertThat(json(call("list", "&JobName=x")).get("ActiveJobs")).hasSize(1);
        assertThat(json(call("list", "&JobStatus=Complete")).get("ActiveJobs")).isEmpty();
        assertThat(call("list", "&external_id=one").body()).contains("INVALID_QUERY");
    }

    @Test
    void takesBothSpellingsOfTheExternalId() throws Exception {
        String id = json(call("new", "&external_id=one")).get("JobId").asText();
        call("new", "&external_id=two");

        for (String spelling : List.of("ExternalID", "ExternalId")) {
            assertThat(json(call("list", "&" + spelling + "=one"))
                            .get("ActiveJobs")
                            .findValuesAsText("JobId"))
                    .containsExactly(id);
        }
    }

    @Test
    void listsTheJobsOfASubAccountOnlyWhereItIsNamed() throws Exception {
        String own = json(call("new", "")).get("JobId").asText();
        String sub = json(call("new", "&username=sub")).get("JobId").asText();

        assertThat(json(call("list", "")).get("ActiveJobs").findValuesAsText("JobId"))
                .containsExactly(own);
        assertThat(json(call("list", "&Username=demo")).get("ActiveJobs").findValuesAsText("JobId"))
                .containsExactly(own);
        JsonNode named = json(call("list", "&Username=sub"));
        assertThat(named.get("ActiveJobs").findValuesAsText("JobId")).containsExactly(sub);
        assertThat(named.get("Username").asText()).isEqualTo("sub");
        assertThat(json(call("list", "&Username=other")).get("ActiveJobs")).isEmpty();
    }

    @Test
    void eachAccountHasItsOwnJobs() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .anyJob()
                .account(Cielo24Simulator.DEMO_ACCOUNT)
                .account(new Account("bob", "pass", null))
                .start();
        call("new", "&external_id=one");
        String bob = json(get("/api/account/login?v=1&username=bob&password=pass"))
                .get("ApiToken")
                .asText();

        HttpResponse<String> his = get("/api/job/new?v=1&external_id=one&api_token=" + bob);

        assertThat(his.statusCode()).isEqualTo(200);
        assertThat(json(get("/api/job/list?v=1&api_token=" + bob)).get("ActiveJobs"))
                .hasSize(1);
    }

    @Test
    void tellsTheLengthOfMediaThatIsThere() throws Exception {
        String id = json(call("new", "&external_id=one&job_name=Lecture"))
                .get("JobId")
                .asText();
        JsonNode before = json(call("info", "&job_id=" + id));
        post(target(id), bytes(64_000));
        JsonNode after = json(call("info", "&job_id=" + id));

        assertThat(before.has("MediaLengthSeconds")).isFalse();
        assertThat(before.get("JobStatus").asText()).isEqualTo("Pending");
        assertThat(before.get("JobName").asText()).isEqualTo("Lecture");
        assertThat(before.get("ExternalID").asText()).isEqualTo("one");
        assertThat(after.get("MediaLengthSeconds").asDouble()).isEqualTo(2.0);
        assertThat(after.get("JobStatus").asText()).isEqualTo("Pending");
    }

    @Test
    void mayTakeAWhileToFindOutTheLength() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .anyJob()
                .mediaLengthAfter(Duration.ofMillis(200))
                .start();
        get(target(job, "http://h/a"));

        assertThat(json(call("info", "&job_id=" + job)).has("MediaLengthSeconds"))
                .isFalse();
        await().until(() -> json(call("info", "&job_id=" + job)).has("MediaLengthSeconds"));
    }

    @Test
    void addsThePageOfAVideo() throws Exception {
        String target = target(job, "https://www.youtube.com/watch?v=x").replace("add_media?", "add_media_url?");

        assertThat(get(target).statusCode()).isEqualTo(200);

        assertThat(simulator.media(job).orElseThrow())
                .returns("embedded", ReceivedMedia::mode)
                .returns("https://www.youtube.com/watch?v=x", ReceivedMedia::mediaUrl);
        assertThat(get(target).body()).contains("already has media");
        assertThat(get(target + "&is_duplicate=true").body()).contains("INVALID_QUERY");
        assertThat(post(target, bytes(5)).body()).contains("INVALID_QUERY");
        assertThat(simulator.requests("/api/job/add_media_url")).hasSize(4);
        assertThat(simulator.requestCount()).isZero();
    }

    private HttpResponse<String> call(String name, String parameters) throws Exception {
        return get("/api/job/" + name + "?v=1&api_token=" + simulator.apiToken() + parameters);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body());
    }
}
