package com.cielo24.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job as {@code /api/job/info} and {@code /api/job/list} describe it. Dates are of type {@link LocalDateTime}, in UTC.
 *
 * @param lengthAfter how long the service takes to find out how long a piece of media is
 */
record JobDescription(MediaStore media, Transcriptions transcriptions, MediaLength length, Duration lengthAfter) {
    static final String TURNAROUND = "TurnaroundTimeHours";

    Map<String, Object> of(CreatedJob job, Instant now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("JobId", job.jobId());
        job.name().ifPresent(name -> fields.put("JobName", name));
        job.externalId().ifPresent(id -> fields.put("ExternalID", id));
        fields.put("SourceLanguage", job.language());
        fields.put("CreationDate", date(job.createdAt()));
        addState(fields, job.jobId(), now);
        return fields;
    }

    /** A job that was there from the start. */
    Map<String, Object> of(String jobId, Instant now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("JobId", jobId);
        fields.put("SourceLanguage", "en");
        addState(fields, jobId, now);
        return fields;
    }

    /** Before an order its fields are there, and empty. */
    private void addState(Map<String, Object> fields, String jobId, Instant now) {
        Optional<Transcription> transcription = transcriptions.of(jobId);
        Optional<Order> order = transcription.map(Transcription::order);
        fields.put("Priority", order.map(Order::raisedPriority).orElse(null));
        fields.put("Fidelity", order.map(Order::renamedFidelity).orElse(null));
        fields.put("JobStatus", transcription.map(it -> it.status(now)).orElse(Transcription.PENDING));
        order.flatMap(it -> it.parameter("target_language")).ifPresent(it -> fields.put("TargetLanguage", it));
        fields.put(TURNAROUND, order.map(Order::turnaroundHours).orElse(null));
        fields.put("AuthorizationDate", date(transcription.map(Transcription::authorizedAt)));
        fields.put("StartDate", date(transcription.flatMap(Transcription::startedAt)));
        fields.put("DueDate", date(transcription.flatMap(Transcription::dueAt)));
        fields.put("CompletedDate", date(transcription.flatMap(it -> it.completedAt(now))));
        fields.put("ReturnDate", fields.get("CompletedDate"));
        fields.put(
                "Options", order.flatMap(Order::options).map(OrderOptions::json).orElse(null));
        List<Order> orders = transcription.map(Transcription::orders).orElse(List.of());
        fields.put("ReturnTargets", Map.of("url", returnTargets(orders)));
        media.of(jobId)
                .filter(received -> !received.receivedAt().plus(lengthAfter).isAfter(now))
                .ifPresent(received -> fields.put("MediaLengthSeconds", length.seconds(received)));
    }

    private static List<Map<String, String>> returnTargets(List<Order> orders) {
        return orders.stream()
                .flatMap(order -> order.parameter("callback_url").stream())
                .distinct()
                .map(url -> Map.of("callback_url", url))
                .toList();
    }

    private static LocalDateTime date(Optional<Instant> instant) {
        return instant.map(JobDescription::date).orElse(null);
    }

    private static LocalDateTime date(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }
}
