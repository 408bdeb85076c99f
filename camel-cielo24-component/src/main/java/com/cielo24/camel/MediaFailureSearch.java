package com.cielo24.camel;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import com.cielo24.client.JobInfo;

/** Jobs whose media could not be processed. The service has no date of that, so they are found by their creation. */
final class MediaFailureSearch extends JobSearch {

    /** The longest time from the creation of a job to its failure. */
    private static final Duration UNTIL_FAILURE = Duration.ofDays(30);

    MediaFailureSearch(Duration lookBack, ServiceDates dates) {
        super(Cielo24JobOutcome.mediaFailure, lookBack.plus(UNTIL_FAILURE), dates);
    }

    @Override
    Map<String, String> filters(LocalDateTime from, LocalDateTime to) {
        return Map.of("JobStatus", MEDIA_FAILURE, "CreationDateFrom", ServiceDates.format(from));
    }

    @Override
    String date(JobInfo job) {
        return job.creationDate();
    }

    @Override
    boolean hasOutcome(JobInfo job, LocalDateTime date) {
        return MEDIA_FAILURE.equals(job.jobStatus());
    }

    /** A job may fail long after one that was created later. There are few such jobs. */
    @Override
    LocalDateTime foundUpTo(List<FoundJob> listed) {
        return null;
    }
}
