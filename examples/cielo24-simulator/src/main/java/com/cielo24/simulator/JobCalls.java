package com.cielo24.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The calls for jobs but for those that add media or have it transcribed. */
record JobCalls(
        Sessions sessions, JobStore jobs, MediaStore media, Transcriptions transcriptions, JobDescription description) {

    static final String NEW = "/api/job/new";
    static final String LIST = "/api/job/list";
    static final String INFO = "/api/job/info";
    static final String MEDIA = "/api/job/media";
    static final String DELETE = "/api/job/delete";

    private static final List<String> KEPT =
            List.of("job_name", "language", "external_id", "username", "requestor", "reference", "expected_speakers");
    private static final List<String> CREATION =
            Stream.concat(KEPT.stream(), Stream.of("is_duplicate")).toList();

    ServiceCall.Verdict create(Call call) throws Refusal, StorageException {
        Authorized authorized = Authorized.of(call, sessions, CREATION);
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
        Authorized authorized = Authorized.of(call, sessions, JobFilters.NAMES);
        Predicate<Map<String, Object>> filters = JobFilters.of(authorized.query());
        String account = authorized.account();
        String owner = authorized.query().value("Username").orElse(account);
        Instant now = Instant.now();
        List<CreatedJob> newestFirst = new ArrayList<>(jobs.all());
        Collections.reverse(newestFirst);
        Stream<Map<String, Object>> created = newestFirst.stream()
                .filter(job -> job.account().equals(account))
                .filter(job -> owner.equals("*") || job.owner().equals(owner))
                .map(job -> description.of(job, now));
        Stream<Map<String, Object>> others = owner.equals("*") || owner.equals(account)
                ? jobs.notCreated(account).stream().map(jobId -> description.of(jobId, now))
                : Stream.empty();
        List<Map<String, Object>> found =
                Stream.concat(created, others).filter(filters).toList();
        return new ServiceCall.Verdict(
                Answer.json(200, Map.of("Username", owner.equals("*") ? account : owner, "ActiveJobs", found)),
                "listed " + found.size() + " jobs");
    }

    ServiceCall.Verdict info(Call call) throws Refusal {
        String jobId = authorizedJob(call);
        Instant now = Instant.now();
        Map<String, Object> job = jobs.find(jobId)
                .map(created -> description.of(created, now))
                .orElseGet(() -> description.of(jobId, now));
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

    ServiceCall.Verdict delete(Call call) throws Refusal, StorageException {
        String jobId = authorizedJob(call);
        jobs.delete(jobId);
        transcriptions.remove(jobId);
        media.delete(jobId);
        String taskId = HexId.random();
        return new ServiceCall.Verdict(Answer.taskId(taskId), "deleted as task " + taskId);
    }

    private String authorizedJob(Call call) throws Refusal {
        return Authorized.of(call, sessions, List.of("job_id")).job(jobs);
    }
}
