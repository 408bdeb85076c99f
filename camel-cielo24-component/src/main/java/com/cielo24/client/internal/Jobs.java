package com.cielo24.client.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.CreatedJob;
import com.cielo24.client.DeletedJob;
import com.cielo24.client.JobIds;
import com.cielo24.client.JobInfo;
import com.cielo24.client.MediaUrl;
import com.cielo24.client.NewJob;
import com.cielo24.client.http.Answer;
import com.cielo24.client.http.Request;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The calls {@code /api/job/new}, {@code info}, {@code list}, {@code authorize} and {@code delete}. */
public final class Jobs {

    private static final String NEW = "/api/job/new";
    private static final String INFO = "/api/job/info";
    private static final String LIST = "/api/job/list";
    private static final String AUTHORIZE = "/api/job/authorize";
    private static final String DELETE = "/api/job/delete";
    private static final String NO_SUCH_ITEM = "ITEM_NOT_FOUND";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_QUOTED = 200;

    private final ServiceCalls calls;

    public Jobs(ServiceCalls calls) {
        this.calls = calls;
    }

    public CreatedJob create(NewJob job) throws Cielo24Exception {
        try {
            return send(job);
        } catch (Cielo24ServiceException e) {
            throw job.hasExternalId()
                            && !job.allowDuplicate()
                            && e.getErrorResponse().mayConcernRequest()
                    ? explained(
                            e,
                            "if a job with the external id " + quoted(job.externalId())
                                    + " exists, onExisting=find (createOrFindJob) returns it")
                    : e;
        }
    }

    private CreatedJob send(NewJob job) throws Cielo24Exception {
        calls.requireToken(null);
        requireSpeakers(job);
        Answer answer = calls.send(null, Request.get("request", NEW, job.parameters()));
        String jobId = Answers.require(null, answer, "JobId", "a job id");
        return new CreatedJob(jobId, Answers.id(answer, "TaskId"), true);
    }

    /** The same refusal with a possible explanation. */
    static Cielo24ServiceException explained(Cielo24ServiceException refused, String explanation) {
        return new Cielo24ServiceException(
                refused.getJobId(), refused.getReason() + "; " + explanation, refused.getErrorResponse());
    }

    /** An external id for messages. It may be a signed media URL, which is masked. */
    static String quoted(String externalId) {
        if (MediaUrl.looksLike(externalId)) {
            return MediaUrl.masked(externalId);
        }
        String cut =
                externalId.length() > LONGEST_QUOTED ? externalId.substring(0, LONGEST_QUOTED) + "..." : externalId;
        return "'" + cut + "'";
    }

    static void requireSpeakers(NewJob job) throws Cielo24InvalidRequestException {
        if (job.expectedSpeakers() != null && job.expectedSpeakers() < 1) {
            throw new Cielo24InvalidRequestException(
                    null, "expectedSpeakers must be 1 or more, but is " + job.expectedSpeakers());
        }
    }

    /**
     * The service creates no second job with the same external id. So the job is created without a look-up; if that is
     * refused, or its outcome is unknown, the job is looked up.
     */
    public CreatedJob createOrFind(NewJob job) throws Cielo24Exception {
        if (!job.hasExternalId() || job.allowDuplicate()) {
            throw new Cielo24InvalidRequestException(
                    null, "a job can only be found by an external id that no other job may have");
        }
        try {
            return send(job);
        } catch (Cielo24ServiceException e) {
            // no error type is documented for an external id that exists
            if (!e.getErrorResponse().mayConcernRequest()) {
                throw e;
            }
            return found(job, explained(e, "it lists no job with the external id " + quoted(job.externalId())));
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

    public JobInfo info(String jobId) throws Cielo24Exception {
        JobIds.require(jobId);
        calls.requireToken(jobId);
        Answer answer = calls.send(jobId, Request.get("request", INFO, Map.of("job_id", jobId)));
        if (!answer.body().isObject() || Answers.id(answer, "JobId") == null) {
            throw Answers.unusable(jobId, answer, "the job's data");
        }
        return info(answer.body());
    }

    private static JobInfo info(JsonNode json) {
        return JobInfo.of(JSON.convertValue(json, new TypeReference<Map<String, Object>>() {}));
    }

    public List<String> find(String externalId, String subAccount) throws Cielo24Exception {
        calls.requireToken(null);
        if (externalId == null || externalId.isBlank()) {
            throw new Cielo24InvalidRequestException(null, "no external id was given");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("ExternalID", externalId);
        if (subAccount != null && !subAccount.isBlank()) {
            parameters.put("Username", subAccount);
        }
        List<JobInfo> found = new ArrayList<>();
        list(parameters, job -> {
            // a service that ignores the filter would list all jobs
            if (externalId.equals(job.externalId())) {
                found.add(job);
            }
        });
        return oldestFirst(found).stream().map(JobInfo::jobId).toList();
    }

    /**
     * @param jobs accepts the jobs as they arrive
     */
    public void list(Map<String, String> filters, Consumer<JobInfo> jobs) throws Cielo24Exception {
        calls.requireToken(null);
        JobList list = new JobList(jobs);
        Answer answer = calls.send(null, Request.get("request", LIST, filters).readBy(list));
        if (!list.isUsable()) {
            throw Answers.unusable(null, answer, "a list of jobs");
        }
    }

    public void authorize(String jobId) throws Cielo24Exception {
        JobIds.require(jobId);
        calls.requireToken(jobId);
        calls.send(jobId, Request.get("request", AUTHORIZE, Map.of("job_id", jobId)));
    }

    /** Repeated after a lost answer, it finds no job: that is what was asked for. */
    public DeletedJob delete(String jobId) throws Cielo24Exception {
        JobIds.require(jobId);
        calls.requireToken(jobId);
        try {
            Answer answer = calls.send(jobId, Request.get("request", DELETE, Map.of("job_id", jobId)));
            return new DeletedJob(jobId, Answers.require(jobId, answer, "TaskId", "a task id"), true);
        } catch (Cielo24ServiceException e) {
            if (!NO_SUCH_ITEM.equals(e.getErrorType())) {
                throw e;
            }
            return new DeletedJob(jobId, null, false);
        }
    }

    /** The service lists the newest first. Creation dates take precedence if all jobs have one. */
    private static List<JobInfo> oldestFirst(List<JobInfo> newestFirst) {
        List<JobInfo> jobs = new ArrayList<>(newestFirst);
        Collections.reverse(jobs);
        if (jobs.stream().allMatch(job -> job.creationDate() != null)) {
            jobs.sort(Comparator.comparing(JobInfo::creationDate));
        }
        return jobs;
    }
}
