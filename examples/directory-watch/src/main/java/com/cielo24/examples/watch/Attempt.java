package com.cielo24.examples.watch;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import com.cielo24.examples.outcome.Verdict;

/**
 * What is noted down about a file before it is sent and before it is moved, so that a process that comes after a crash
 * knows.
 *
 * @param path           the file in the inbox: relative, with slashes
 * @param job            its job, or {@code null} if it names none and none is made yet
 * @param externalId     by which the job that is made for it is found; {@code null} if the file names its job
 * @param state          the file as it was when it was taken
 * @param started        when that was
 * @param outcomeUnknown whether the service may have the media although it never said so
 * @param ending         where the file goes; {@code null} as long as that is open
 */
record Attempt(
        String path,
        String job,
        String externalId,
        FileState state,
        String started,
        boolean outcomeUnknown,
        Ending ending) {

    /**
     * Where a file goes.
     *
     * @param verdict  says in which folder
     * @param name     the path in that folder, with slashes; may differ from that in the inbox
     * @param identity of the file that goes there, or {@code null}
     * @param report   what is written beside it
     */
    record Ending(Verdict verdict, String name, String identity, Map<String, Object> report) {}

    static Attempt begin(String path, FileState state, boolean outcomeUnknown) {
        return new Attempt(path, null, null, state, now(), outcomeUnknown, null);
    }

    Attempt withJob(String id) {
        return new Attempt(path, id, externalId, state, started, outcomeUnknown, ending);
    }

    Attempt withExternalId(String id) {
        return new Attempt(path, job, id, state, started, outcomeUnknown, ending);
    }

    Attempt withPath(String other) {
        return new Attempt(other, job, externalId, state, started, outcomeUnknown, ending);
    }

    Attempt withOutcomeUnknown() {
        return new Attempt(path, job, externalId, state, started, true, ending);
    }

    /** Decides where the file goes, or leaves it open with {@code null}. */
    Attempt withEnding(Ending decided) {
        return new Attempt(path, job, externalId, state, started, outcomeUnknown, decided);
    }

    /** Whether the service may have been sent something of it: what has no job yet cannot have been. */
    boolean mayHaveBeenSent() {
        return externalId == null || job != null;
    }

    /** The time as it is written into notes and reports. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
