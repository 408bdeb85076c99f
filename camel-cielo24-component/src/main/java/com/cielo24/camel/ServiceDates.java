package com.cielo24.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * The dates of the service have no zone, and its clock is not ours. So they are only compared with each other, except
 * where a day more or less does not matter. Not thread-safe.
 */
final class ServiceDates {

    /** The local time is at most so many hours behind UTC, anywhere. */
    private static final Duration LATEST_ZONE = Duration.ofHours(12);
    /** And so many hours ahead. */
    private static final Duration EARLIEST_ZONE = Duration.ofHours(14);

    private final Clock clock;
    /** Of all dates at which something happened at the service. */
    private LocalDateTime newest = LocalDateTime.MIN;

    ServiceDates(Clock clock) {
        this.clock = clock;
    }

    /**
     * @return the date; {@code null} if there is none, or it cannot be read
     */
    static LocalDateTime parse(String date) {
        if (date == null) {
            return null;
        }
        try {
            // also accepts an offset, in case the service ever names one
            return LocalDateTime.from(
                    DateTimeFormatter.ISO_DATE_TIME.parse(date.trim().replace(' ', 'T')));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    static String format(LocalDateTime date) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(date.truncatedTo(ChronoUnit.SECONDS));
    }

    /** A date of the service that is at least as long ago, whatever its zone. */
    LocalDateTime before(Duration ago) {
        return utc().minus(ago).minusDays(1);
    }

    /**
     * @param date at which something happened, by the service's clock; may be {@code null}
     */
    void happened(LocalDateTime date) {
        if (date != null && date.isAfter(newest) && isPossible(date)) {
            newest = date;
        }
    }

    /** A date that has passed by the service's clock, whatever its zone. */
    LocalDateTime passed() {
        LocalDateTime anywhere = utc().minus(LATEST_ZONE);
        return anywhere.isAfter(newest) ? anywhere : newest;
    }

    /** Whether the service can have written the date by now. */
    boolean isPossible(LocalDateTime date) {
        return !date.isAfter(utc().plus(EARLIEST_ZONE));
    }

    Instant now() {
        return clock.instant();
    }

    private LocalDateTime utc() {
        // bounds of lists have whole seconds
        return LocalDateTime.ofInstant(now(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
    }
}
