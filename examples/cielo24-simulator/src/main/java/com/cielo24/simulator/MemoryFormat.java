package com.cielo24.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The lines of a {@link Memory}: a JSON object each, whose field {@code type} says what it is. Reading is strict, as an
 * id becomes the name of a file: all that throws an {@link IllegalArgumentException} was not written by a simulator.
 */
final class MemoryFormat {
    static final String JOB = "job";
    static final String MEDIA = "media";
    static final String ORDER = "order";
    static final String AUTHORIZATION = "authorization";
    static final String DELETION = "deletion";

    private static final Set<String> MODES = Set.of(ReceivedMedia.URL, ReceivedMedia.EMBEDDED, ReceivedMedia.UPLOAD);

    private MemoryFormat() {}

    static Map<String, Object> line(CreatedJob job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", JOB);
        fields.put("jobId", job.jobId());
        fields.put("taskId", job.taskId());
        fields.put("account", job.account());
        fields.put("parameters", job.parameters());
        fields.put("createdAt", job.createdAt());
        return fields;
    }

    static Map<String, Object> line(OwnedMedia owned) {
        ReceivedMedia media = owned.media();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", MEDIA);
        fields.put("account", owned.account());
        fields.put("jobId", media.jobId());
        fields.put("taskId", media.taskId());
        fields.put("mode", media.mode());
        fields.put("mediaUrl", media.mediaUrl());
        fields.put("bytes", media.bytes());
        fields.put("sha256", media.sha256());
        fields.put("receivedAt", media.receivedAt());
        return fields;
    }

    /** Its order, which is the only one, and how it goes. */
    static Map<String, Object> line(Transcription ordered) {
        Order order = ordered.order();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", ORDER);
        fields.put("jobId", order.jobId());
        fields.put("taskId", order.taskId());
        fields.put("fidelity", order.fidelity());
        fields.put("priority", order.priority());
        fields.put("parameters", order.parameters());
        fields.put("orderedAt", order.orderedAt());
        fields.put("held", ordered.held());
        fields.put("turnaround", ordered.turnaround().toString());
        fields.put("takes", ordered.takes().toString());
        fields.put("fails", ordered.fails());
        return fields;
    }

    static CreatedJob job(JsonNode line) {
        return new CreatedJob(
                jobId(line), id(line, "taskId"), text(line, "account"), parameters(line), instant(line, "createdAt"));
    }

    static Transcription transcription(JsonNode line) {
        String fidelity = text(line, "fidelity");
        String priority = text(line, "priority");
        check(Order.FIDELITIES.containsKey(fidelity) && Order.TURNAROUND_HOURS.containsKey(priority));
        Order order = new Order(
                jobId(line), id(line, "taskId"), fidelity, priority, parameters(line), instant(line, "orderedAt"));
        return new Transcription(
                List.of(order),
                flag(line, "held"),
                duration(line, "turnaround"),
                duration(line, "takes"),
                flag(line, "fails"),
                null);
    }

    private static Map<String, String> parameters(JsonNode line) {
        Map<String, String> parameters = new LinkedHashMap<>();
        line.path("parameters")
                .fieldNames()
                .forEachRemaining(name -> parameters.put(name, text(line.path("parameters"), name)));
        return parameters;
    }

    static String jobId(JsonNode line) {
        return id(line, "jobId");
    }

    static Instant at(JsonNode line) {
        return instant(line, "at");
    }

    /**
     * @param folder where the bytes of uploads are kept
     */
    static OwnedMedia media(JsonNode line, Path folder) {
        String jobId = jobId(line);
        String mode = text(line, "mode");
        check(MODES.contains(mode) && line.path("bytes").isIntegralNumber());
        boolean upload = mode.equals(ReceivedMedia.UPLOAD);
        return new OwnedMedia(
                text(line, "account"),
                new ReceivedMedia(
                        jobId,
                        id(line, "taskId"),
                        mode,
                        upload ? null : text(line, "mediaUrl"),
                        line.path("bytes").asLong(),
                        line.path("sha256").isNull() ? null : id(line, "sha256"),
                        upload ? folder.resolve(jobId) : null,
                        instant(line, "receivedAt")));
    }

    private static String text(JsonNode line, String name) {
        check(line.path(name).isTextual());
        return line.path(name).asText();
    }

    private static String id(JsonNode line, String name) {
        String id = text(line, name);
        check(id.matches("[0-9a-f]+"));
        return id;
    }

    private static Instant instant(JsonNode line, String name) {
        try {
            return Instant.parse(text(line, name));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Duration duration(JsonNode line, String name) {
        try {
            return Duration.parse(text(line, name));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static boolean flag(JsonNode line, String name) {
        check(line.path(name).isBoolean());
        return line.path(name).asBoolean();
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("not what a simulator writes");
        }
    }
}
