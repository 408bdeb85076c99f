package com.cielo24.simulator;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
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

    static CreatedJob job(JsonNode line) {
        Map<String, String> parameters = new LinkedHashMap<>();
        line.path("parameters")
                .fieldNames()
                .forEachRemaining(name -> parameters.put(name, text(line.path("parameters"), name)));
        return new CreatedJob(
                id(line, "jobId"), id(line, "taskId"), text(line, "account"), parameters, instant(line, "createdAt"));
    }

    /**
     * @param folder where the bytes of uploads are kept
     */
    static OwnedMedia media(JsonNode line, Path folder) {
        String jobId = id(line, "jobId");
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

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("not what a simulator writes");
        }
    }
}
