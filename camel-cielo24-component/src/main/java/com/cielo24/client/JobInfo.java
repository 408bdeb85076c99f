package com.cielo24.client;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

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
 * @param named              the service's names of all fields in the answer, including those that were {@code null}
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
        Map<String, Object> other,
        Set<String> named) {

    private static final Set<String> ORDERED = Set.of("In Process", "Complete", "Media Failure", "Reviewing");
    private static final Set<String> WAITING = Set.of("Pending", "Authorizing");

    /** Keeps the order of the other fields and of the names. */
    public JobInfo {
        other = Collections.unmodifiableMap(new LinkedHashMap<>(other));
        named = Collections.unmodifiableSet(new LinkedHashSet<>(named));
    }

    /** Whether the transcription of a job was ordered. */
    public enum Ordered {
        YES,
        NO,
        /** The data is compatible with both. */
        UNKNOWN
    }

    /**
     * Whether the transcription of the job was ordered ({@code /api/job/perform_transcription}), as far as its data shows
     * it.
     *
     * @return {@link Ordered#YES} if its status, its start or a return target show it; {@link Ordered#NO} only if the
     *         service has said in so many fields that there is nothing of that, and names no options; otherwise
     *         {@link Ordered#UNKNOWN}
     */
    public Ordered ordered() {
        boolean isStarted = startDate != null && !startDate.isBlank();
        if (isStarted || isStatus(ORDERED) || !isEmpty(other.get("ReturnTargets"))) {
            return Ordered.YES;
        }
        boolean isNotBegun = isNothing("Fidelity", fidelity) && isNothing("StartDate", startDate);
        return isNotBegun && hasNoOptions() && isStatus(WAITING) ? Ordered.NO : Ordered.UNKNOWN;
    }

    private boolean isStatus(Set<String> statuses) {
        return jobStatus != null && statuses.contains(jobStatus);
    }

    /** Whether the answer has the field, but no value for it. */
    private boolean isNothing(String field, String value) {
        return named.contains(field) && !other.containsKey(field) && (value == null || value.isBlank());
    }

    /** Options prove no order, as they may be defaults; but a job that has some may be ordered. */
    private boolean hasNoOptions() {
        Object options = other.get("Options");
        return options instanceof Map<?, ?> map ? map.isEmpty() : isEmpty(options);
    }

    /** Return targets are lists in an object. */
    private static boolean isEmpty(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().allMatch(JobInfo::isEmpty);
        }
        if (value instanceof Collection<?> list) {
            return list.isEmpty();
        }
        return value == null
                || value instanceof String text
                        && (text.isBlank() || text.strip().equals("{}"));
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
                fields,
                answer.keySet());
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

    /** Names the other fields only: among their values are callback URLs, which are secrets. */
    @Override
    public String toString() {
        return "JobInfo[jobId=" + jobId + ", jobName=" + jobName + ", externalId=" + externalId + ", jobStatus="
                + jobStatus + ", mediaLengthSeconds=" + mediaLengthSeconds + ", priority=" + priority + ", fidelity="
                + fidelity + ", startDate=" + startDate + ", dueDate=" + dueDate + ", completedDate=" + completedDate
                + ", other=" + other.keySet() + "]";
    }
}
