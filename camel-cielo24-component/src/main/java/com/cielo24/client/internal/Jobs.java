package com.cielo24.client.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.CreatedJob;
import com.cielo24.client.JobIds;
import com.cielo24.client.JobInfo;
import com.cielo24.client.NewJob;
import com.fasterxml.jackson.databind.JsonNode;

/** The calls {@code /api/job/new}, {@code /api/job/info} and {@code /api/job/list}. */
public final class Jobs {

    private static final String NEW = "/api/job/new";
    private static final String INFO = "/api/job/info";
    private static final String LIST = "/api/job/list";

    private final ServiceCalls calls;

    public Jobs(ServiceCalls calls) {
        this.calls = calls;
    }

    public CreatedJob create(NewJob job) throws Cielo24Exception {
        calls.requireToken(null);
        if (job.expectedSpeakers() != null && job.expectedSpeakers() < 1) {
            throw new Cielo24InvalidRequestException(
                    null, "expectedSpeakers must be 1 or more, but is " + job.expectedSpeakers());
        }
        ServiceAnswer answer = calls.send(ServiceRequest.get(null, NEW, job.parameters()));
        return new CreatedJob(answer.require(null, "JobId", "a job id"), answer.id("TaskId"));
    }

    public JobInfo info(String jobId) throws Cielo24Exception {
        JobIds.require(jobId);
        calls.requireToken(jobId);
        ServiceAnswer answer = calls.send(ServiceRequest.get(jobId, INFO, Map.of("job_id", jobId)));
        if (!answer.body().isObject() || answer.id("JobId") == null) {
            throw answer.useless(jobId, "the job's description");
        }
        return JobInfo.of(answer.body());
    }

    public List<String> find(String externalId) throws Cielo24Exception {
        calls.requireToken(null);
        if (externalId == null || externalId.isBlank()) {
            throw new Cielo24InvalidRequestException(null, "no external id was given");
        }
        ServiceAnswer answer = calls.send(ServiceRequest.get(null, LIST, Map.of("ExternalId", externalId)));
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
