package com.cielo24.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A job as {@code /api/job/info} and {@code /api/job/list} describe it.
 *
 * @param lengthAfter how long the service takes to find out how long a piece of media is
 */
record JobDescription(MediaStore media, Duration lengthAfter) {

    private static final double BYTES_PER_SECOND = 32_000;
    private static final double LENGTH_OF_A_URL = 60;

    Map<String, Object> of(CreatedJob job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("JobId", job.jobId());
        job.name().ifPresent(name -> fields.put("JobName", name));
        job.externalId().ifPresent(id -> fields.put("ExternalID", id));
        fields.put("SourceLanguage", job.language());
        fields.put("CreationDate", date(job.createdAt()));
        addState(fields, job.jobId());
        return fields;
    }

    /** A job that was there from the start. */
    Map<String, Object> of(String jobId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("JobId", jobId);
        fields.put("SourceLanguage", "en");
        addState(fields, jobId);
        return fields;
    }

    private void addState(Map<String, Object> fields, String jobId) {
        fields.put("Priority", "STANDARD");
        fields.put("Fidelity", "PREMIUM");
        // with and without media: "Authorizing" is for accounts whose jobs a person has to authorize
        fields.put("JobStatus", "Pending");
        lengthSeconds(jobId).ifPresent(length -> fields.put("MediaLengthSeconds", length));
    }

    private Optional<Double> lengthSeconds(String jobId) {
        return media.of(jobId)
                .filter(received ->
                        Duration.between(received.receivedAt(), Instant.now()).compareTo(lengthAfter) >= 0)
                .map(received -> received.mode().equals(ReceivedMedia.UPLOAD)
                        ? Math.max(0.01, received.bytes() / BYTES_PER_SECOND)
                        : LENGTH_OF_A_URL);
    }

    private static String date(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }
}
