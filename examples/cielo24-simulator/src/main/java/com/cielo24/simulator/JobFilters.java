package com.cielo24.simulator;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The filters of {@code /api/job/list}, on what a {@link JobDescription} says of a job. */
final class JobFilters {
    private static final List<String> EQUAL =
            List.of("ExternalID", "JobName", "JobStatus", "Fidelity", "Priority", "JobDifficulty");

    /** The filter of a field that has another name. */
    private static final Map<String, String> FIELDS =
            Map.of("CompleteDate", "CompletedDate", "ExternalId", "ExternalID");

    private static final List<String> DATES =
            List.of("CreationDate", "StartDate", "DueDate", "CompleteDate", "ReturnDate", "AuthorizationDate");
    private static final String TURNAROUND = "TurnaroundTimeHours";

    /** Those of the documentation, and those of the vendor's clients. */
    static final List<String> NAMES = Stream.of(
                    EQUAL.stream(),
                    Stream.of("ExternalId", "Username"),
                    Stream.concat(DATES.stream(), Stream.of(TURNAROUND))
                            .flatMap(name -> Stream.of(name + "From", name + "To")))
            .flatMap(names -> names)
            .toList();

    private JobFilters() {}

    /**
     * @throws Refusal if a filter has a value that cannot be
     */
    static Predicate<Map<String, Object>> of(Query query) throws Refusal {
        List<Predicate<Map<String, Object>>> filters = new ArrayList<>();
        Stream.concat(EQUAL.stream(), Stream.of("ExternalId")).forEach(name -> query.value(name)
                .ifPresent(value -> filters.add(job -> value.equals(job.get(FIELDS.getOrDefault(name, name))))));
        for (String name : DATES) {
            String field = FIELDS.getOrDefault(name, name);
            Optional<LocalDateTime> from = query.date(name + "From");
            Optional<LocalDateTime> to = query.date(name + "To");
            from.ifPresent(date -> filters.add(job -> has(job, field, value -> !value.isBefore(date))));
            to.ifPresent(date -> filters.add(job -> has(job, field, value -> !value.isAfter(date))));
        }
        Optional<Integer> from = query.number(TURNAROUND + "From");
        Optional<Integer> to = query.number(TURNAROUND + "To");
        from.ifPresent(hours -> filters.add(job -> takes(job, actual -> actual >= hours)));
        to.ifPresent(hours -> filters.add(job -> takes(job, actual -> actual <= hours)));
        return job -> filters.stream().allMatch(filter -> filter.test(job));
    }

    /** A job without such a date is not within any bounds. */
    private static boolean has(Map<String, Object> job, String field, Predicate<LocalDateTime> bound) {
        return job.get(field) instanceof LocalDateTime date && bound.test(date);
    }

    private static boolean takes(Map<String, Object> job, Predicate<Integer> bound) {
        return job.get(JobDescription.TURNAROUND) instanceof Integer hours && bound.test(hours);
    }
}
