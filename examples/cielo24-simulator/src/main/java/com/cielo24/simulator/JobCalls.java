package com.cielo24.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /api/job/new}, {@code /api/job/list} and {@code /api/job/info}. */
record JobCalls(Sessions sessions, JobStore jobs, JobDescription description) {

    static final String NEW = "/api/job/new";
    static final String LIST = "/api/job/list";
    static final String INFO = "/api/job/info";

    private static final List<String> KEPT =
            List.of("job_name", "language", "external_id", "username", "requestor", "reference", "expected_speakers");
    private static final List<String> FILTERS = List.of("ExternalID", "ExternalId", "JobName", "JobStatus", "Username");

    ServiceCall.Verdict create(Call call) throws Refusal {
        Query query = authorized(call, KEPT, "is_duplicate");
        boolean duplicate = query.flag("is_duplicate");
        Map<String, String> parameters = new LinkedHashMap<>();
        KEPT.forEach(name -> query.value(name).ifPresent(value -> parameters.put(name, value)));
        if (!parameters.getOrDefault("expected_speakers", "1").matches("[0-9]{1,9}")) {
            throw new Refusal(ServiceError.INVALID_QUERY, "expected_speakers must be a number");
        }
        CreatedJob job = jobs.create(sessions.authorize(query), parameters, duplicate);
        return new ServiceCall.Verdict(
                Answer.json(200, Map.of("JobId", job.jobId(), "TaskId", job.taskId())), "made job " + job.jobId());
    }

    /** The newest first, as the service does by default; those of a sub-account only where it is named. */
    ServiceCall.Verdict list(Call call) throws Refusal {
        Query query = authorized(call, FILTERS);
        String account = sessions.authorize(query).username();
        List<CreatedJob> newestFirst = new ArrayList<>(jobs.all());
        Collections.reverse(newestFirst);
        String owner = query.value("Username").orElse(account);
        List<Map<String, Object>> found = newestFirst.stream()
                .filter(job -> job.account().equals(account) && job.owner().equals(owner))
                .map(description::of)
                .filter(job -> matches(job, "ExternalID", query.value("ExternalID")))
                .filter(job -> matches(job, "ExternalID", query.value("ExternalId")))
                .filter(job -> matches(job, "JobName", query.value("JobName")))
                .filter(job -> matches(job, "JobStatus", query.value("JobStatus")))
                .toList();
        return new ServiceCall.Verdict(
                Answer.json(200, Map.of("Username", owner, "ActiveJobs", found)), "listed " + found.size() + " jobs");
    }

    ServiceCall.Verdict info(Call call) throws Refusal {
        Query query = authorized(call, List.of("job_id"));
        String jobId = query.requireHex("job_id");
        if (!jobs.exists(jobId)) {
            throw new Refusal(ServiceError.ITEM_NOT_FOUND, "There is no such job");
        }
        Map<String, Object> job = jobs.find(jobId).map(description::of).orElseGet(() -> description.of(jobId));
        return new ServiceCall.Verdict(Answer.json(200, job), "told about the job");
    }

    private Query authorized(Call call, List<String> parameters, String... more) throws Refusal {
        Query query = ServiceCall.query(call);
        query.allowOnly(Set.copyOf(Stream.of(parameters.stream(), Stream.of(more), Stream.of("v", "api_token"))
                .flatMap(names -> names)
                .toList()));
        sessions.authorize(query);
        return query;
    }

    private static boolean matches(Map<String, Object> job, String field, Optional<String> wanted) {
        return wanted.isEmpty() || wanted.get().equals(job.get(field));
    }
}
