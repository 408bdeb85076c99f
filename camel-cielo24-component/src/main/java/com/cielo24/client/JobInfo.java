package com.cielo24.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The service's data of a job. Fields missing from the answer are {@code null}. Dates are in ISO 8601, as the service
 * writes them. The sets of priorities, fidelities and statuses are open.
 *
 * @param jobId              its id, a hex string
 * @param jobName            for people
 * @param mediaLengthSeconds length of its media; {@code null} while the service knows of none
 * @param externalId         the user's own id for it
 * @param priority           such as {@code STANDARD}
 * @param fidelity           such as {@code PREMIUM}
 * @param jobStatus          such as {@code Pending}, {@code In Process}, {@code Complete}, {@code Media Failure},
 *                           {@code Reviewing} or, if the account's jobs need authorization, {@code Authorizing}. It
 *                           does not say whether the job has media
 * @param sourceLanguage     of the media
 * @param targetLanguage     of the transcript
 * @param creationDate       when it was created
 * @param startDate          when work on it started
 * @param dueDate            when it is due
 * @param completedDate      when it was completed
 * @param other              all other fields, by the service's names, with their JSON values
 */
public record JobInfo(
        String jobId,
        String jobName,
        Double mediaLengthSeconds,
        String externalId,
        String priority,
        String fidelity,
        String jobStatus,
        String sourceLanguage,
        String targetLanguage,
        String creationDate,
        String startDate,
        String dueDate,
        String completedDate,
        Map<String, Object> other) {

    /** Keeps the order of the other fields. */
    public JobInfo {
        other = Collections.unmodifiableMap(new LinkedHashMap<>(other));
    }

    /**
     * Whether the job is known to have media. {@code false} proves nothing: the service may not have measured the media
     * yet.
     *
     * @return {@code true} if the service reports a length of more than zero
     */
    public boolean hasMedia() {
        return mediaLengthSeconds != null && mediaLengthSeconds > 0;
    }

    /**
     * Reads the service's answer.
     *
     * @param  answer its fields, by the service's names
     * @return        the job
     */
    public static JobInfo of(Map<String, Object> answer) {
        Map<String, Object> fields = new LinkedHashMap<>(answer);
        return new JobInfo(
                text(fields, "JobId"),
                text(fields, "JobName"),
                number(fields, "MediaLengthSeconds"),
                externalId(fields),
                text(fields, "Priority"),
                text(fields, "Fidelity"),
                text(fields, "JobStatus"),
                text(fields, "SourceLanguage"),
                text(fields, "TargetLanguage"),
                text(fields, "CreationDate"),
                text(fields, "StartDate"),
                text(fields, "DueDate"),
                text(fields, "CompletedDate"),
                fields);
    }

    /** The documentation and the service's own clients spell it differently. */
    private static String externalId(Map<String, Object> fields) {
        String documented = text(fields, "ExternalID");
        return documented != null ? documented : text(fields, "ExternalId");
    }

    /** Removes a field from the others; a field of another type stays there. */
    private static String text(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            fields.remove(name);
            return text;
        }
        return without(fields, name);
    }

    /** The documentation has it as a number, and in one place as a string. */
    private static Double number(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        try {
            if (value instanceof Number || value instanceof String) {
                Double number = Double.valueOf(value.toString());
                fields.remove(name);
                return number;
            }
        } catch (NumberFormatException e) {
            // not a number: leave it in the other fields
        }
        return without(fields, name);
    }

    private static <T> T without(Map<String, Object> fields, String name) {
        fields.remove(name, null);
        return null;
    }
}
