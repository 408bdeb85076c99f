package com.cielo24.camel;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import com.cielo24.client.JobInfo;

/** Complete jobs, by the date of their completion. */
final class CompleteSearch extends JobSearch {

    CompleteSearch(Duration lookBack, ServiceDates dates) {
        super(Cielo24JobOutcome.complete, lookBack, dates);
    }

    @Override
    Map<String, String> filters(LocalDateTime from) {
        return Map.of("JobStatus", COMPLETE, "CompleteDateFrom", ServiceDates.format(from));
    }

    @Override
    String date(JobInfo job) {
        return job.completedDate();
    }

    @Override
    boolean hasOutcome(JobInfo job, LocalDateTime date) {
        return COMPLETE.equals(job.jobStatus());
    }

    /** A date in the future is an error, and would hide all jobs until then. */
    @Override
    LocalDateTime foundUpTo(List<FoundJob> listed) {
        LocalDateTime newest = null;
        for (FoundJob found : listed) {
            LocalDateTime date = found.date();
            if (date != null && dates.isPossible(date) && (newest == null || date.isAfter(newest))) {
                newest = date;
            }
        }
        return newest;
    }
}
