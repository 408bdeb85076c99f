package com.cielo24.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** The calls {@code /api/job/new}, {@code /api/job/info} and {@code /api/job/list}. */
final class Jobs {

    private static final String NEW = "/api/job/new";
    private static final String INFO = "/api/job/info";
    private static final String LIST = "/api/job/list";

    private final AuthorizedSender sender;

    Jobs(AuthorizedSender sender) {
        this.sender = sender;
    }

    CreatedJob make(NewJob job) throws Cielo24Exception {
        sender.requireToken(null);
        if (job.expectedSpeakers() != null && job.expectedSpeakers() < 1) {
            throw new Cielo24InvalidRequestException(
                    null, "expectedSpeakers must be 1 or more, but is " + job.expectedSpeakers());
        }
        ServiceAnswer answer = sender.send(ServiceRequest.get(null, NEW, job.parameters()));
        return new CreatedJob(answer.require(null, "JobId", "a job id"), answer.id("TaskId"));
    }

    JobInfo info(String jobId) throws Cielo24Exception {
        JobIds.require(jobId);
        sender.requireToken(jobId);
        ServiceAnswer answer = sender.send(ServiceRequest.get(jobId, INFO, Map.of("job_id", jobId)));
        if (!answer.body().isObject() || answer.id("JobId") == null) {
            throw answer.useless(jobId, "the job's description");
        }
        return JobInfo.of(answer.body());
    }

    List<String> find(String externalId) throws Cielo24Exception {
        sender.requireToken(null);
        if (externalId == null || externalId.isBlank()) {
            throw new Cielo24InvalidRequestException(null, "no external id was given");
        }
        ServiceAnswer answer = sender.send(ServiceRequest.get(null, LIST, Map.of("ExternalId", externalId)));
        JsonNode jobs = answer.body().path("ActiveJobs");
        if (!jobs.isArray()) {
            throw answer.useless(null, "a list of jobs");
        }
        List<JobInfo> found = new ArrayList<>();
        for (JsonNode job : jobs) {
            JobInfo info = JobInfo.of(job);
            // a service that did not know the filter would list them all
            if (JobIds.isJobId(info.jobId()) && externalId.equals(info.externalId())) {
                found.add(info);
            }
        }
        return oldestFirst(found).stream().map(JobInfo::jobId).toList();
    }

    /** The service lists the newest first; where it tells dates, they are what counts. */
    private static List<JobInfo> oldestFirst(List<JobInfo> newestFirst) {
        List<JobInfo> jobs = new ArrayList<>(newestFirst);
        Collections.reverse(jobs);
        if (jobs.stream().allMatch(job -> job.creationDate() != null)) {
            jobs.sort(Comparator.comparing(JobInfo::creationDate));
        }
        return jobs;
    }
}
