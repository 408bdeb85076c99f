package com.cielo24.examples.queue;

import java.nio.file.Files;
import java.nio.file.Path;

import com.cielo24.simulator.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.examples.queue.RunningQueue.job;
import static org.assertj.core.api.Assertions.assertThat;

/** Messages that name no job and have one made. */
class CreateJobTest {

    private static final String NEW = "/api/job/new";

    @TempDir
    Path base;

    private RunningQueue queue;

    @BeforeEach
    void start() {
        queue = RunningQueue.on(base);
    }

    @AfterEach
    void stop() throws Exception {
        queue.close();
    }

    @Test
    void makesTheJobThatTheMessageDescribes() throws Exception {
        Files.writeString(queue.media.resolve("a.mp4"), "recording");
        queue.send("{\"createJob\": {\"externalId\": \"mine\", \"language\": \"de\", \"expectedSpeakers\": 2},"
                + " \"file\": \"a.mp4\"}");

        String job = queue.takeAdded().get("jobId").asText();

        assertThat(queue.service.jobs()).singleElement().satisfies(made -> {
            assertThat(made.jobId()).isEqualTo(job);
            assertThat(made.parameters())
                    .containsEntry("external_id", "mine")
                    .containsEntry("job_name", "a.mp4")
                    .containsEntry("language", "de")
                    .containsEntry("expected_speakers", "2");
        });
        assertThat(queue.service.media(job).orElseThrow().file()).hasContent("recording");
    }

    @Test
    void makesOneJobForAMessageThatIsSentTwice() throws Exception {
        String message = "{\"createJob\": {}, \"mediaUrl\": \"https://x.example/a.mp4?sig=s3cr3t\"}";
        queue.send(message);
        JsonNode first = queue.takeAdded();
        queue.send(message);
        JsonNode second = queue.takeAdded();

        assertThat(queue.service.jobs())
                .singleElement()
                .satisfies(made -> assertThat(made.parameters().toString()).doesNotContain("x.example", "s3cr3t"));
        assertThat(second.get("jobId")).isEqualTo(first.get("jobId"));
        assertThat(second.get("addedBefore").asBoolean()).isTrue();
        assertThat(queue.service.media()).hasSize(1);
    }

    @Test
    void findsTheJobWhoseAnswerWasLostAndMakesItLaterWhereThereIsNone() throws Exception {
        queue.service.faults().forCall(NEW, new Fault.DropAfterBody(false), 1);
        queue.service.faults().forCall(NEW, Fault.status(503), 1);
        queue.service.faults().forCall(NEW, Fault.status(500).kept(true), 1);
        queue.send("{\"createJob\": {}, \"mediaUrl\": \"https://x.example/a.mp4\"}");

        assertThat(queue.takeAdded().get("attempt").asInt()).isEqualTo(3);

        assertThat(queue.service.jobs()).hasSize(1);
        queue.assertNothingElse(".failed", ".review");
    }

    @Test
    void failsWhatCannotBeUnderstood() throws Exception {
        String url = ", \"mediaUrl\": \"https://x.example/a.mp4\"}";
        assertFails("{\"createJob\": true" + url, "createJob must be an object");
        assertFails("{\"createJob\": {\"name\": \"a\"}" + url, "unknown field 'name'; known are expectedSpeakers");
        assertFails("{\"createJob\": {\"jobName\": 5}" + url, "jobName must be a string");
        assertFails(
                "{\"createJob\": {\"expectedSpeakers\": 0}" + url, "expectedSpeakers must be a number of 1 or more");
        assertFails("{\"createJob\": {}, \"jobId\": \"" + job(1) + "\"" + url, "both jobId and createJob");
        assertThat(queue.service.jobs()).isEmpty();
    }

    @Test
    void failsWhereTheServiceMakesNoJob() throws Exception {
        queue.service.faults().forCall(NEW, Fault.status(400), 1);
        queue.send("{\"createJob\": {}, \"mediaUrl\": \"https://x.example/a.mp4\"}");

        assertThat(queue.take(".failed").getIntProperty("cielo24HttpStatus")).isEqualTo(400);
        assertThat(queue.service.media()).isEmpty();
    }

    private void assertFails(String message, String reason) throws Exception {
        queue.send(message);
        assertThat(queue.take(".failed").getStringProperty("cielo24Reason")).contains(reason);
    }
}
