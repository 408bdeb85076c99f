package com.cielo24.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Consumer;

import com.cielo24.client.JobIds;
import com.cielo24.client.JobInfo;
import com.cielo24.client.http.BodyReader;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads the answer of {@code /api/job/list}, one job after another: there may be tens of thousands. */
final class JobList implements BodyReader {

    // the body must not be closed while it is incomplete
    private static final ObjectMapper JSON = new ObjectMapper().disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private final Consumer<JobInfo> jobs;
    private boolean usable;

    /**
     * @param jobs accepts those with a usable id; nothing could be done with the others
     */
    JobList(Consumer<JobInfo> jobs) {
        this.jobs = jobs;
    }

    /** Whether the answer was a list of jobs, to its end. */
    boolean isUsable() {
        return usable;
    }

    @Override
    public void read(InputStream body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            usable = json.nextToken() == JsonToken.START_OBJECT && readFields(json);
        } catch (JsonProcessingException e) {
            // its message may quote the answer
            usable = false;
        }
    }

    private boolean readFields(JsonParser json) throws IOException {
        boolean found = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean isList = json.currentName().equals("ActiveJobs");
            if (json.nextToken() == JsonToken.START_ARRAY && isList) {
                readJobs(json);
                found = true;
            } else {
                json.skipChildren();
            }
        }
        return found && json.currentToken() == JsonToken.END_OBJECT;
    }

    private void readJobs(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                JobInfo job = JobInfo.of(json.readValueAs(FIELDS));
                if (JobIds.isJobId(job.jobId())) {
                    jobs.accept(job);
                }
            } else {
                json.skipChildren();
            }
        }
    }
}
