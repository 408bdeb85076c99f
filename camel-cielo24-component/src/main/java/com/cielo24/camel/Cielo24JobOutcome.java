package com.cielo24.camel;

/**
 * What {@code cielo24:completedJobs} found out about a job. The value of the header
 * {@link Cielo24Constants#JOB_OUTCOME} is the name.
 */
public enum Cielo24JobOutcome {
    /** The job is complete: its captions and transcript can be fetched. */
    complete,
    /** The service could not process the job's media. */
    mediaFailure,
    /** The job's due date has passed, and it is not complete. It may still complete later. */
    overdue
}
