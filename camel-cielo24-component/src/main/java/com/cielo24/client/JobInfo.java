package com.cielo24.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the service tells about a job. A field that it does not tell is {@code null}. Dates are in ISO 8601, as the
 * service writes them; the sets of priorities, fidelities and statuses are open.
 *
 * @param jobId              its id, a hex string
 * @param jobName            for people
 * @param mediaLengthSeconds how long its media is; {@code null} as long as the service does not know of any
 * @param externalId         the user's own id for it
 * @param priority           such as {@code STANDARD}
 * @param fidelity           such as {@code PREMIUM}
 * @param jobStatus          such as {@code Pending}, {@code In Process}, {@code Complete}, {@code Media Failure},
 *                           {@code Reviewing} or, where the account's jobs wait to be authorized,
 *                           {@code Authorizing}. It does not say whether the job has media
 * @param sourceLanguage     of the media
 * @param targetLanguage     of the transcript
 * @param creationDate       when it was made
 * @param startDate          when the work began
 * @param dueDate            when it is to be done
 * @param completedDate      when it was done
 * @param other              all other fields under the service's names, with values as JSON has them
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
     * Whether the service is known to have media of the job. {@code false} is no proof of the contrary: it may still be
     * finding out.
     *
     * @return {@code true} if it tells a length that is more than zero
     */
    public boolean hasMedia() {
        return mediaLengthSeconds != null && mediaLengthSeconds > 0;
    }

    /**
     * Reads what the service says.
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

    /** The documentation writes it in one way, the service's own clients in the other. */
    private static String externalId(Map<String, Object> fields) {
        String documented = text(fields, "ExternalID");
        return documented != null ? documented : text(fields, "ExternalId");
    }

    /** Takes a field out of the others; one of another type stays there. */
    private static String text(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            fields.remove(name);
            return text;
        }
        return without(fields, name);
    }

    /** The documentation writes it as a number, and once as a text. */
    private static Double number(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        try {
            if (value instanceof Number || value instanceof String) {
                Double number = Double.valueOf(value.toString());
                fields.remove(name);
                return number;
            }
        } catch (NumberFormatException e) {
            // it stays with the others
        }
        return without(fields, name);
    }

    private static <T> T without(Map<String, Object> fields, String name) {
        fields.remove(name, null);
        return null;
    }
}
