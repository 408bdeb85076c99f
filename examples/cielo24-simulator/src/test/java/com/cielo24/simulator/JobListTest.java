package com.cielo24.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One call finds the jobs that are complete, among many. */
class JobListTest extends SimulatorTest {

    @BeforeEach
    @Override
    void start() {
        simulator = Cielo24Simulator.builder().transcriptionTime(Duration.ZERO).start();
    }

    @Test
    void findsCompleteJobsByTheirDatesTheNewestFirst() throws Exception {
        List<String> done = new ArrayList<>();
        List<String> dates = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            done.add(order(simulator.newJob()));
            dates.add(json(call("info", "&job_id=" + done.get(i)))
                    .path("CompletedDate")
                    .asText());
            simulator.newJob();
        }
        Collections.reverse(done);

        assertThat(list("&JobStatus=Complete")).isEqualTo(done);
        for (String date : List.of("CompleteDate", "StartDate", "ReturnDate")) {
            assertThat(list("&" + date + "From=" + dates.get(1))).isEqualTo(done.subList(0, 2));
            assertThat(list("&" + date + "To=" + dates.get(1))).isEqualTo(done.subList(1, 3));
            assertThat(list("&" + date + "From=" + dates.get(1) + "&" + date + "To=" + dates.get(1)))
                    .containsExactly(done.get(1));
        }
        assertThat(list("&DueDateFrom=" + dates.get(0))).isEqualTo(done);
        assertThat(list("&DueDateTo=" + dates.get(2))).isEmpty();
        assertThat(list("&Fidelity=HIGH&Priority=PRIORITY")).isEqualTo(done);
        assertThat(list("&TurnaroundTimeHoursFrom=24&TurnaroundTimeHoursTo=24")).isEqualTo(done);
        assertThat(list("&TurnaroundTimeHoursFrom=25")).isEmpty();
        assertThat(list("&TurnaroundTimeHoursTo=23")).isEmpty();
        assertThat(list("&JobStatus=Pending")).hasSize(3);
    }

    /** Generous for a machine that does much else. */
    @Test
    void isQuickWithManyJobs() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            simulator.newJob();
        }
        String complete = order(simulator.newJob());

        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            assertThat(list("&JobStatus=Complete&CompleteDateFrom=2020-01-01")).containsExactly(complete);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private String order(String jobId) throws Exception {
        get(target(jobId, "http://h/" + jobId));
        json(call("perform_transcription", "&transcription_fidelity=PROFESSIONAL&priority=PRIORITY&job_id=" + jobId));
        return jobId;
    }

    private List<String> list(String filters) throws Exception {
        return json(call("list", filters)).path("ActiveJobs").findValuesAsText("JobId");
    }

    private HttpResponse<String> call(String name, String parameters) throws Exception {
        return get("/api/job/" + name + "?v=1&api_token=" + simulator.apiToken() + parameters);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body());
    }
}
