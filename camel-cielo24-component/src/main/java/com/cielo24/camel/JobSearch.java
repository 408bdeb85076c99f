package com.cielo24.camel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.JobInfo;

/**
 * Finds the jobs of one outcome that have not been handled yet. A search lists the jobs from a date of the service's on,
 * which never moves past a job that has not been handled. Not thread-safe.
 */
abstract class JobSearch {

    /** More than the hour by which a clock is set back in autumn, in case the service's dates have such a zone. */
    static final Duration OVERLAP = Duration.ofHours(2);

    static final String COMPLETE = "Complete";
    static final String MEDIA_FAILURE = "Media Failure";

    private static final Duration BETWEEN_FULL_SEARCHES = Duration.ofDays(1);

    final ServiceDates dates;
    private final Cielo24JobOutcome outcome;
    private final Duration lookBack;
    private Instant lastFull;
    private LocalDateTime next;

    /**
     * @param lookBack how far back a full search looks
     */
    JobSearch(Cielo24JobOutcome outcome, Duration lookBack, ServiceDates dates) {
        this.outcome = outcome;
        this.lookBack = lookBack;
        this.dates = dates;
    }

    static JobSearch of(Cielo24JobOutcome outcome, Duration lookBack, ServiceDates dates) {
        return switch (outcome) {
            case complete -> new CompleteSearch(lookBack, dates);
            case mediaFailure -> new MediaFailureSearch(lookBack, dates);
            case overdue -> new OverdueSearch(lookBack, dates);
        };
    }

    /** The filters of a list from a date on. */
    abstract Map<String, String> filters(LocalDateTime from);

    /** The date by which the service filters, as it writes it. */
    abstract String date(JobInfo job);

    /**
     * Whether the job has the outcome: a service may ignore a filter.
     *
     * @param date or {@code null}
     */
    abstract boolean hasOutcome(JobInfo job, LocalDateTime date);

    /**
     * The date up to which all jobs have been found.
     *
     * @return {@code null} if the next search must begin where this one did
     */
    abstract LocalDateTime foundUpTo(List<FoundJob> listed);

    /**
     * Lists the jobs that have to be handled.
     *
     * @return the oldest first
     */
    final List<FoundJob> find(Cielo24Client client, String subAccount, JobDeliveries deliveries)
            throws Cielo24Exception {
        Instant now = dates.now();
        boolean full = isFullSearchDue(now);
        LocalDateTime from = full ? dates.before(lookBack) : next;
        List<FoundJob> listed = list(client, subAccount, from);
        List<FoundJob> open = listed.stream()
                .filter(found -> !deliveries.isHandled(found.key()))
                .sorted(Comparator.comparing(FoundJob::date, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        next = next(from, listed, open);
        lastFull = full ? now : lastFull;
        return open.stream()
                .filter(found -> !deliveries.isClaimedHere(found.key()))
                .toList();
    }

    /** Also if the clock was set back. */
    private boolean isFullSearchDue(Instant now) {
        return lastFull == null || Duration.between(lastFull, now).abs().compareTo(BETWEEN_FULL_SEARCHES) >= 0;
    }

    private List<FoundJob> list(Cielo24Client client, String subAccount, LocalDateTime from) throws Cielo24Exception {
        Map<String, String> filters = new LinkedHashMap<>(filters(from));
        if (subAccount != null) {
            filters.put("Username", subAccount);
        }
        List<FoundJob> listed = new ArrayList<>();
        client.listJobs(filters, job -> {
            dates.happened(ServiceDates.parse(job.creationDate()));
            dates.happened(ServiceDates.parse(job.completedDate()));
            LocalDateTime date = ServiceDates.parse(date(job));
            if (hasOutcome(job, date) && (date == null || !date.isBefore(from))) {
                listed.add(new FoundJob(job, outcome, date));
            }
        });
        return listed;
    }

    private LocalDateTime next(LocalDateTime from, List<FoundJob> listed, List<FoundJob> open) {
        LocalDateTime found = foundUpTo(listed);
        for (FoundJob job : open) {
            found = earlier(found, job.date());
        }
        return found == null || found.minus(OVERLAP).isBefore(from) ? from : found.minus(OVERLAP);
    }

    /** Jobs without a date do not count: the service lists them whatever the filter. */
    private static LocalDateTime earlier(LocalDateTime found, LocalDateTime date) {
        return found != null && date != null && date.isBefore(found) ? date : found;
    }
}
