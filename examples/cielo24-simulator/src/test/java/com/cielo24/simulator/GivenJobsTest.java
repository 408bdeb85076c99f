package com.cielo24.simulator;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that nobody created by a call: those that the simulator was given, and with anyJob those that have media. */
class GivenJobsTest extends SimulatorTest {

    @Test
    void listsAJobThatWasGiven() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder().jobs(List.of("ABC123")).anyJob().start();
        String made = simulator.newJob();
        get(target(job, "http://h/a"));

        JsonNode list = jobs("");

        assertThat(list.findValuesAsText("JobId")).containsExactlyInAnyOrder(made, job, "abc123");
        assertThat(jobs("&Username=demo")).hasSize(3);
        assertThat(jobs("&Username=*")).hasSize(3);
        assertThat(jobs("&Username=sub")).isEmpty();
        assertThat(jobs("&ExternalID=x")).isEmpty();
        assertThat(jobs("&CreationDateFrom=2020-01-01")).hasSize(1);
    }

    @Test
    void listsAGivenJobForTheFirstAccountAlone() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .jobs(List.of("abc123"))
                .account(Cielo24Simulator.DEMO_ACCOUNT)
                .account(new Account("bob", "pass", null))
                .start();
        String bob = Json.read(
                        get("/api/account/login?v=1&username=bob&password=pass").body())
                .path("ApiToken")
                .asText();

        assertThat(Json.read(get("/api/job/list?v=1&api_token=" + bob).body()).path("ActiveJobs"))
                .isEmpty();
    }

    private JsonNode jobs(String parameters) throws Exception {
        return Json.read(get("/api/job/list?v=1&api_token=" + simulator.apiToken() + parameters)
                        .body())
                .path("ActiveJobs");
    }
}
