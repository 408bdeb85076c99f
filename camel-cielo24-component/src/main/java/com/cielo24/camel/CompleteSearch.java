package com.cielo24.camel;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.client.JobInfo;

/** Complete jobs, by the date of their completion. */
final class CompleteSearch extends JobSearch {

    private static final int LISTS = 7;

    private final Duration span;

    CompleteSearch(Duration lookBack, ServiceDates dates) {
        super(Cielo24JobOutcome.complete, lookBack, dates);
        Duration part = lookBack.dividedBy(LISTS);
        this.span = part.compareTo(Duration.ofDays(1)) < 0 ? Duration.ofDays(1) : part;
    }

    @Override
    Map<String, String> filters(LocalDateTime from, LocalDateTime to) {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("JobStatus", COMPLETE);
        filters.put("CompleteDateFrom", ServiceDates.format(from));
        if (to != null) {
            filters.put("CompleteDateTo", ServiceDates.format(to));
        }
        return filters;
    }

    /** The last list has no end, and so needs no clock. */
    @Override
    LocalDateTime end(LocalDateTime begin) {
        LocalDateTime end = begin.plus(span);
        return end.isBefore(dates.before(Duration.ZERO)) ? end : null;
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
