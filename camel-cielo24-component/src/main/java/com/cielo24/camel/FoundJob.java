package com.cielo24.camel;

import java.time.LocalDateTime;

import com.cielo24.client.JobInfo;

/**
 * A job with an outcome.
 *
 * @param date by which it was found; {@code null} if the service names none that can be read
 */
record FoundJob(JobInfo job, Cielo24JobOutcome outcome, LocalDateTime date) {

    /** Of the repository. */
    String key() {
        return job.jobId() + "/" + outcome;
    }
}
