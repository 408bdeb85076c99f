package com.cielo24.client.internal;

import java.util.LinkedHashMap;
import java.util.Map;

import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.JobIds;
import com.cielo24.client.Media;
import com.cielo24.client.MediaUrl;
import com.cielo24.client.NewJob;
import com.cielo24.client.UploadProgress;
import com.cielo24.client.http.Answer;
import com.cielo24.client.http.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls {@code /api/job/add_media} and {@code /api/job/add_media_url}. */
public final class AddMedia {

    private static final Logger LOG = LoggerFactory.getLogger(AddMedia.class);
    private static final String PATH = "/api/job/add_media";
    private static final String EMBEDDED_PATH = "/api/job/add_media_url";

    private final ServiceCalls calls;
    private final Jobs jobs;
    private final long maxUploadSize;

    public AddMedia(ServiceCalls calls, Jobs jobs, long maxUploadSize) {
        this.calls = calls;
        this.jobs = jobs;
        this.maxUploadSize = maxUploadSize;
    }

    public AddMediaResult add(String jobId, Media media, UploadProgress progress) throws Cielo24Exception {
        JobIds.require(jobId);
        return add(jobId, media, progress, () -> jobId);
    }

    public AddMediaResult add(NewJob job, Media media, UploadProgress progress) throws Cielo24Exception {
        MediaJob own = new MediaJob(jobs, job, media);
        try {
            return own.result(add(null, media, progress, () -> {
                String jobId = own.jobId();
                progress.job(jobId);
                return jobId;
            }));
        } catch (Cielo24ServiceException e) {
            throw own.explained(e);
        }
    }

    /** Provides the job once the media has been checked. */
    @FunctionalInterface
    private interface JobSource {
        String jobId() throws Cielo24Exception;
    }

    private AddMediaResult add(String jobId, Media media, UploadProgress progress, JobSource job)
            throws Cielo24Exception {
        calls.requireToken(jobId);
        if (media instanceof Media.Url url) {
            requireUrl(jobId, url.url());
            String known = job.jobId();
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("job_id", known);
            parameters.put("media_url", url.url());
            if (url.allowDuplicate()) {
                parameters.put("is_duplicate", "true");
            }
            return send(known, Request.get("media", PATH, parameters));
        }
        Media.Content content = calls.open(jobId, (Media.Upload) media);
        try {
            requireSize(jobId, content.length());
            String known = job.jobId();
            progress.started(content.length());
            Answer answer = calls.send(known, PATH, content, progress);
            return result(known, answer, content.length());
        } finally {
            close(jobId, content);
        }
    }

    public AddMediaResult addEmbedded(String jobId, String pageUrl) throws Cielo24Exception {
        JobIds.require(jobId);
        calls.requireToken(jobId);
        requireUrl(jobId, pageUrl);
        return send(jobId, Request.get("media", EMBEDDED_PATH, Map.of("job_id", jobId, "media_url", pageUrl)));
    }

    private AddMediaResult send(String jobId, Request request) throws Cielo24Exception {
        return result(jobId, calls.send(jobId, request), 0);
    }

    private static AddMediaResult result(String jobId, Answer answer, long bytesSent) throws Cielo24Exception {
        return new AddMediaResult(jobId, false, Answers.require(jobId, answer, "TaskId", "a task id"), bytesSent);
    }

    private static void requireUrl(String jobId, String url) throws Cielo24InvalidRequestException {
        String problem = MediaUrl.problem(url);
        if (problem != null) {
            throw new Cielo24InvalidRequestException(jobId, problem);
        }
    }

    private void requireSize(String jobId, long length) throws Cielo24InvalidRequestException {
        if (length < 1) {
            throw new Cielo24InvalidRequestException(jobId, "the media is empty");
        }
        if (length > maxUploadSize) {
            throw new Cielo24InvalidRequestException(
                    jobId,
                    "the media has " + length + " bytes, but an upload may have at most " + maxUploadSize
                            + " (maxUploadSize); add it by URL, or upload a smaller rendition");
        }
    }

    private static void close(String jobId, Media.Content content) {
        try {
            content.close();
        } catch (Throwable e) {
            // the outcome is already known
            LOG.debug("Job {}: could not close the media", jobId, e);
        }
    }
}
