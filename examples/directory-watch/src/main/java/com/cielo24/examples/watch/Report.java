package com.cielo24.examples.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.cielo24.examples.outcome.Added;
import com.cielo24.examples.outcome.Failure;
import com.cielo24.examples.outcome.Verdict;
import com.cielo24.examples.support.Json;
import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * What is written beside a file that has left the inbox.
 */
final class Report {

    static final String RESULT = ".result.json";
    static final String ERROR = ".error.json";

    private static final String EXTERNAL_ID = "externalId";
    private static final String OUTCOME_UNKNOWN = "outcomeUnknown";

    private Report() {}

    /** Whether a name in lower case is that of a report. */
    static boolean isReport(String lowerCaseName) {
        return lowerCaseName.endsWith(RESULT) || lowerCaseName.endsWith(ERROR);
    }

    static String suffix(Verdict verdict) {
        return verdict == Verdict.ADDED ? RESULT : ERROR;
    }

    /** Media that its job has. */
    static Map<String, Object> added(Attempt attempt, Added added, int attempts, long milliseconds) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("file", attempt.path());
        report.put("job", attempt.job());
        report.put(EXTERNAL_ID, attempt.externalId());
        report.put("task", added.task());
        report.put("mode", added.mode());
        report.put("bytes", added.bytes());
        report.put("sha256", added.sha256());
        report.put("started", attempt.started());
        report.put("ended", Attempt.now());
        report.put("milliseconds", milliseconds);
        report.put("attempts", attempts);
        return report;
    }

    /**
     * Media of which only {@code jobInfo} tells that its job has it.
     */
    static Map<String, Object> found(Attempt attempt, Added added, int attempts, long milliseconds) {
        Map<String, Object> report = added(attempt, added, attempts, milliseconds);
        report.put("confirmedBy", "jobInfo: an attempt whose answer was lost had worked");
        return report;
    }

    /**
     * Media that its job has, but not as the file now is.
     *
     * @param added the report of {@link #added}
     */
    static Map<String, Object> changed(Map<String, Object> added, boolean outcomeUnknown) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("what", "changed while it was sent");
        report.put("why", "the service took the media, but the file was changed, replaced or removed meanwhile");
        report.put(
                "whatToDo",
                "The job has media, maybe the one before the change, maybe a mixture. Check it at the service; if it is"
                        + " not what you want, create a new job for this file.");
        report.putAll(added);
        report.put(OUTCOME_UNKNOWN, outcomeUnknown);
        return report;
    }

    /** Media that its job does not have, or may not have. */
    static Map<String, Object> failed(Attempt attempt, Failure failure, int attempts) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("what", failure.what());
        report.put("why", failure.why());
        report.put("whatToDo", whatToDo(failure));
        report.put("httpStatus", failure.httpStatus());
        report.put("errorType", failure.errorType());
        report.put("file", attempt.path());
        report.put("job", attempt.job());
        report.put(EXTERNAL_ID, attempt.externalId());
        report.put("started", attempt.started());
        report.put("when", Attempt.now());
        report.put("attempts", attempts);
        report.put(OUTCOME_UNKNOWN, attempt.outcomeUnknown());
        return report;
    }

    /**
     * What a report of {@link #failed} knows that the next attempt must know: whether the media may have reached its job
     * nevertheless, and the job that was made for it.
     */
    static Optional<Attempt> whatIsKnown(Path report, String path, FileState state) throws IOException {
        try {
            Map<?, ?> content = Json.read(Files.readAllBytes(report), Map.class);
            boolean unknown = Boolean.TRUE.equals(content.get(OUTCOME_UNKNOWN));
            Attempt attempt = Attempt.begin(path, state, unknown);
            if (content.get(EXTERNAL_ID) instanceof String id) {
                attempt = attempt.withExternalId(id).withJob(content.get("job") instanceof String job ? job : null);
            }
            return unknown || attempt.externalId() != null ? Optional.of(attempt) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            // someone wrote into it; better to look twice at a file than to take it for failed
            return Optional.of(Attempt.begin(path, state, true));
        }
    }

    private static String whatToDo(Failure failure) {
        if (failure.isAboutTheAccount()) {
            return "Give the watch a token or an account that the service accepts, and start it again: the file is then"
                    + " put back into the inbox.";
        }
        return switch (failure.verdict()) {
            case FAILED ->
                "Put right what the reason names, then move the file back into the inbox. The job has no"
                        + " media from it.";
            case RETRY -> "Nothing: it is put back into the inbox and sent again at the next start.";
            case REVIEW ->
                "An earlier attempt may have worked. Check at the service whether the job has this media:"
                        + " if it has, move the file to done; if not, put right what the reason names and move the file"
                        + " back into the inbox.";
            case ADDED -> throw new IllegalArgumentException("not a failure");
        };
    }
}
