package com.cielo24.camel;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;

import com.cielo24.client.JobInfo;

/**
 * Jobs whose due date has passed, in whatever state they are before they end. As the dates have no zone, a date has
 * certainly passed if the service reports a later one at which something happened, or if it has passed in every zone.
 */
final class OverdueSearch extends JobSearch {

    private LocalDateTime until;

    OverdueSearch(Duration lookBack, ServiceDates dates) {
        super(Cielo24JobOutcome.overdue, lookBack, dates);
    }

    @Override
    Map<String, String> filters(LocalDateTime from, LocalDateTime to) {
        until = dates.passed();
        return Map.of("DueDateFrom", ServiceDates.format(from), "DueDateTo", ServiceDates.format(until));
    }

    @Override
    String date(JobInfo job) {
        return job.dueDate();
    }

    @Override
    boolean hasOutcome(JobInfo job, LocalDateTime date) {
        return date != null
                && date.isBefore(until)
                && !COMPLETE.equals(job.jobStatus())
                && !MEDIA_FAILURE.equals(job.jobStatus());
    }

    @Override
    LocalDateTime foundUpTo(List<FoundJob> listed) {
        return until;
    }
}
