package com.cielo24.camel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private boolean unfinished;

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

    /**
     * The filters of a list.
     *
     * @param to {@code null} for no end
     */
    abstract Map<String, String> filters(LocalDateTime from, LocalDateTime to);

    /**
     * Where a list ends that begins at a date, so that a long time is searched in several lists: their jobs are in memory.
     *
     * @return {@code null} for no end, as where there are few jobs
     */
    LocalDateTime end(LocalDateTime begin) {
        return null;
    }

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
     * Lists the jobs that have to be handled. Does not go on listing once there are enough.
     *
     * @param toHandle to which they are added, the oldest first; also those of the lists before one that fails
     */
    final void find(
            Cielo24Client client, String subAccount, JobDeliveries deliveries, int enough, List<FoundJob> toHandle)
            throws Cielo24Exception {
        Instant now = dates.now();
        boolean full = isFullSearchDue(now);
        LocalDateTime from = full ? dates.before(lookBack) : next;
        boolean inParts = full || unfinished;
        Set<String> keys = new HashSet<>();
        LocalDateTime found = null;
        LocalDateTime oldestOpen = LocalDateTime.MAX;
        LocalDateTime begin = from;
        int fresh = 0;
        while (begin != null && fresh < enough) {
            LocalDateTime end = inParts ? end(begin) : null;
            List<FoundJob> listed = list(client, subAccount, begin, end);
            LocalDateTime newest = foundUpTo(listed);
            found = newest == null ? found : newest;
            for (FoundJob job : listed) {
                if (!deliveries.isHandled(job.key())) {
                    oldestOpen = earlier(oldestOpen, job.date());
                    if (!deliveries.isClaimedHere(job.key()) && keys.add(job.key())) {
                        toHandle.add(job);
                        fresh += deliveries.hasFailed(job.key()) ? 0 : 1;
                    }
                }
            }
            begin = end;
        }
        unfinished = begin != null;
        next = next(from, found, oldestOpen);
        lastFull = full ? now : lastFull;
    }

    /** Also if the clock was set back. */
    private boolean isFullSearchDue(Instant now) {
        return lastFull == null || Duration.between(lastFull, now).abs().compareTo(BETWEEN_FULL_SEARCHES) >= 0;
    }

    private List<FoundJob> list(Cielo24Client client, String subAccount, LocalDateTime from, LocalDateTime to)
            throws Cielo24Exception {
        // whether the service includes its bounds is not documented
        LocalDateTime last = to == null ? null : to.plusMinutes(1);
        Map<String, String> filters = new LinkedHashMap<>(filters(from, last));
        if (subAccount != null) {
            filters.put("Username", subAccount);
        }
        List<FoundJob> listed = new ArrayList<>();
        client.listJobs(filters, job -> {
            dates.happened(ServiceDates.parse(job.creationDate()));
            dates.happened(ServiceDates.parse(job.completedDate()));
            LocalDateTime date = ServiceDates.parse(date(job));
            if (hasOutcome(job, date) && isWithin(date, from, last)) {
                listed.add(new FoundJob(job, outcome, date));
            }
        });
        listed.sort(Comparator.comparing(FoundJob::date, Comparator.nullsFirst(Comparator.naturalOrder())));
        return listed;
    }

    private static boolean isWithin(LocalDateTime date, LocalDateTime from, LocalDateTime to) {
        return date == null || !date.isBefore(from) && (to == null || !date.isAfter(to));
    }

    private static LocalDateTime next(LocalDateTime from, LocalDateTime found, LocalDateTime oldestOpen) {
        if (found == null) {
            return from;
        }
        LocalDateTime next = earlier(found, oldestOpen).minus(OVERLAP).truncatedTo(ChronoUnit.SECONDS);
        return next.isBefore(from) ? from : next;
    }

    /** Jobs without a date do not count: the service lists them whatever the filter. */
    private static LocalDateTime earlier(LocalDateTime one, LocalDateTime date) {
        return date != null && date.isBefore(one) ? date : one;
    }
}
