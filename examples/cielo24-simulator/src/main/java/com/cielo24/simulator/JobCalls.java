package com.cielo24.simulator;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** {@code /api/job/new}, {@code /api/job/list}, {@code /api/job/info} and {@code /api/job/media}. */
record JobCalls(Sessions sessions, JobStore jobs, MediaStore media, JobDescription description) {

    static final String NEW = "/api/job/new";
    static final String LIST = "/api/job/list";
    static final String INFO = "/api/job/info";
    static final String MEDIA = "/api/job/media";

    private static final List<String> KEPT =
            List.of("job_name", "language", "external_id", "username", "requestor", "reference", "expected_speakers");
    private static final List<String> EQUAL =
            List.of("ExternalID", "JobName", "JobStatus", "Fidelity", "Priority", "JobDifficulty");
    private static final List<String> DATES = List.of("CreationDate", "StartDate", "DueDate", "CompleteDate");
    private static final String TURNAROUND = "TurnaroundTimeHours";

    /** The filters of the documentation, and those of the vendor's clients. */
    private static final List<String> FILTERS = Stream.of(
                    EQUAL.stream(),
                    Stream.of("ExternalId", "Username"),
                    Stream.concat(DATES.stream(), Stream.of(TURNAROUND))
                            .flatMap(name -> Stream.of(name + "From", name + "To")))
            .flatMap(names -> names)
            .toList();

    ServiceCall.Verdict create(Call call) throws Refusal, StorageException {
        Authorized authorized = authorize(call, KEPT, "is_duplicate");
        Query query = authorized.query();
        boolean duplicate = query.flag("is_duplicate");
        Map<String, String> parameters = new LinkedHashMap<>();
        KEPT.forEach(name -> query.value(name).ifPresent(value -> parameters.put(name, value)));
        if (!parameters.getOrDefault("expected_speakers", "1").matches("[0-9]{1,9}")) {
            throw new Refusal(ServiceError.INVALID_QUERY, "expected_speakers must be a number");
        }
        CreatedJob job = jobs.create(authorized.account(), parameters, duplicate);
        return new ServiceCall.Verdict(
                Answer.json(200, Map.of("JobId", job.jobId(), "TaskId", job.taskId())), "created job " + job.jobId());
    }

    /**
     * The newest first, as the service does by default; those of a sub-account only where it is named. Jobs that nobody
     * created come last: they have no date.
     */
    ServiceCall.Verdict list(Call call) throws Refusal {
        Authorized authorized = authorize(call, FILTERS);
        Query query = authorized.query();
        String account = authorized.account();
        List<CreatedJob> newestFirst = new ArrayList<>(jobs.all());
        Collections.reverse(newestFirst);
        String owner = query.value("Username").orElse(account);
        List<Predicate<Map<String, Object>>> filters = filters(query);
        Stream<Map<String, Object>> created = newestFirst.stream()
                .filter(job -> job.account().equals(account))
                .filter(job -> owner.equals("*") || job.owner().equals(owner))
                .map(description::of);
        Stream<Map<String, Object>> others = owner.equals("*") || owner.equals(account)
                ? jobs.notCreated(account).stream().map(description::of)
                : Stream.empty();
        List<Map<String, Object>> found = Stream.concat(created, others)
                .filter(job -> filters.stream().allMatch(filter -> filter.test(job)))
                .toList();
        return new ServiceCall.Verdict(
                Answer.json(200, Map.of("Username", owner.equals("*") ? account : owner, "ActiveJobs", found)),
                "listed " + found.size() + " jobs");
    }

    private static List<Predicate<Map<String, Object>>> filters(Query query) throws Refusal {
        List<Predicate<Map<String, Object>>> filters = new ArrayList<>();
        EQUAL.forEach(name -> query.value(name).ifPresent(value -> filters.add(job -> value.equals(job.get(name)))));
        query.value("ExternalId").ifPresent(value -> filters.add(job -> value.equals(job.get("ExternalID"))));
        for (String name : DATES) {
            Optional<LocalDateTime> from = query.date(name + "From");
            Optional<LocalDateTime> to = query.date(name + "To");
            from.ifPresent(date -> filters.add(job -> has(job, name, value -> !value.isBefore(date))));
            to.ifPresent(date -> filters.add(job -> has(job, name, value -> !value.isAfter(date))));
        }
        for (String name : List.of(TURNAROUND + "From", TURNAROUND + "To")) {
            if (query.number(name).isPresent()) {
                // no job here has a turnaround time
                filters.add(job -> false);
            }
        }
        return filters;
    }

    /** A job without such a date is not within any bounds. */
    private static boolean has(Map<String, Object> job, String name, Predicate<LocalDateTime> bound) {
        return job.get(name) instanceof String date && bound.test(LocalDateTime.parse(date));
    }

    ServiceCall.Verdict info(Call call) throws Refusal {
        String jobId = authorizedJob(call);
        Map<String, Object> job = jobs.find(jobId).map(description::of).orElseGet(() -> description.of(jobId));
        return new ServiceCall.Verdict(Answer.json(200, job), "described the job");
    }

    /** Of uploaded media no URL comes back. */
    ServiceCall.Verdict media(Call call) throws Refusal {
        String jobId = authorizedJob(call);
        Optional<String> url = media.of(jobId).map(ReceivedMedia::mediaUrl);
        return new ServiceCall.Verdict(
                Answer.json(200, url.map(value -> Map.of("MediaUrl", value)).orElse(Map.of())),
                "returned the media's URL");
    }

    private String authorizedJob(Call call) throws Refusal {
        Authorized authorized = authorize(call, List.of("job_id"));
        String jobId = authorized.query().requireHex("job_id");
        jobs.require(jobId, authorized.account());
        return jobId;
    }

    /** A query with a token, and the username of the account whose token it is. */
    private record Authorized(Query query, String account) {}

    private Authorized authorize(Call call, List<String> parameters, String... more) throws Refusal {
        Query query = ServiceCall.query(call);
        query.allowOnly(Set.copyOf(Stream.of(parameters.stream(), Stream.of(more), Stream.of("v", "api_token"))
                .flatMap(names -> names)
                .toList()));
        return new Authorized(query, sessions.authorize(query).username());
    }
}
