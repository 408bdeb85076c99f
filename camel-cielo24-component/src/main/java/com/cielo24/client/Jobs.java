package com.cielo24.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

    CreatedJob create(NewJob job) throws Cielo24Exception {
        try {
            return send(job);
        } catch (Cielo24ServiceException e) {
            throw job.hasExternalId()
                            && !job.allowDuplicate()
                            && e.errorResponse().mayBeOfRequest()
                    ? e.withRemedy("if a job with the external id " + job.shownId()
                            + " exists, onExisting=find (createOrFindJob) returns it")
                    : e;
        }
    }

    private CreatedJob send(NewJob job) throws Cielo24Exception {
        sender.requireToken(null);
        requireSpeakers(job);
        ServiceAnswer answer = sender.send(ServiceRequest.get(null, NEW, job.parameters()));
        return new CreatedJob(answer.require(null, "JobId", "a job id"), answer.id("TaskId"), true);
    }

    /** What can be wrong with a job before anything is sent. */
    static void requireSpeakers(NewJob job) throws Cielo24InvalidRequestException {
        if (job.expectedSpeakers() != null && job.expectedSpeakers() < 1) {
            throw new Cielo24InvalidRequestException(
                    null, "expectedSpeakers must be 1 or more, but is " + job.expectedSpeakers());
        }
    }

    /**
     * The service creates no second job with the same external id. So a job is created without asking first; where that
     * is refused, or nobody knows what came of it, the job is found.
     */
    CreatedJob createOrFind(NewJob job) throws Cielo24Exception {
        if (!job.hasExternalId() || job.allowDuplicate()) {
            throw new Cielo24InvalidRequestException(
                    null, "a job can only be found by an external id that no other job may have");
        }
        try {
            return send(job);
        } catch (Cielo24ServiceException e) {
            // the documentation names no type for an external id that exists
            if (!e.errorResponse().mayBeOfRequest()) {
                throw e;
            }
            return found(job, e.withRemedy("it lists no job with the external id " + job.shownId()));
        } catch (Cielo24UnknownOutcomeException e) {
            return found(job, e);
        }
    }

    /**
     * @param otherwise thrown if there is no such job
     */
    private CreatedJob found(NewJob job, Cielo24Exception otherwise) throws Cielo24Exception {
        List<String> jobs;
        try {
            jobs = find(job.externalId(), job.subAccount());
        } catch (Cielo24Exception e) {
            // a refusal is final only if it is certain that there is no such job
            Cielo24Exception outcome = e.isRetryable() && !otherwise.isRetryable() ? e : otherwise;
            outcome.addSuppressed(outcome == e ? otherwise : e);
            throw outcome;
        }
        if (jobs.isEmpty()) {
            throw otherwise;
        }
        return new CreatedJob(jobs.get(0), null, false);
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

    List<String> find(String externalId, String subAccount) throws Cielo24Exception {
        sender.requireToken(null);
        if (externalId == null || externalId.isBlank()) {
            throw new Cielo24InvalidRequestException(null, "no external id was given");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("ExternalID", externalId);
        if (subAccount != null && !subAccount.isBlank()) {
            parameters.put("Username", subAccount);
        }
        ServiceAnswer answer = sender.send(ServiceRequest.get(null, LIST, parameters));
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
