package com.cielo24.client.internal;

import java.util.LinkedHashMap;
import java.util.Map;

import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.JobIds;
import com.cielo24.client.Media;
import com.cielo24.client.MediaUrl;
import com.cielo24.client.NewJob;
import com.cielo24.client.PreparedMedia;
import com.cielo24.client.UploadProgress;
import com.cielo24.client.http.Answer;
import com.cielo24.client.http.Request;

/** The calls {@code /api/job/add_media} and {@code /api/job/add_media_url}. */
public final class AddMedia {

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
        try (PreparedMedia prepared = prepare(jobId, media, progress)) {
            return prepared.send();
        }
    }

    public AddMediaResult add(NewJob job, Media media, UploadProgress progress) throws Cielo24Exception {
        try (PreparedMedia prepared = prepare(job, media, progress)) {
            return prepared.send();
        }
    }

    public PreparedMedia prepare(String jobId, Media media, UploadProgress progress) throws Cielo24Exception {
        JobIds.require(jobId);
        return prepare(jobId, media, progress, null);
    }

    public PreparedMedia prepare(NewJob job, Media media, UploadProgress progress) throws Cielo24Exception {
        return prepare(null, media, progress, new MediaJob(jobs, job, media));
    }

    /**
     * @param jobId the job, unless the media has its own
     * @param own   created or found once the media has been checked; {@code null} if the job is named
     */
    private PreparedMedia prepare(String jobId, Media media, UploadProgress progress, MediaJob own)
            throws Cielo24Exception {
        calls.requireToken(jobId);
        if (media instanceof Media.Url url) {
            requireUrl(jobId, url.url());
            return new OpenedMedia(known(jobId, own, progress), own, null, known -> send(known, request(known, url)));
        }
        Media.Content content = calls.open(jobId, (Media.Upload) media);
        try {
            requireSize(jobId, content.length());
            return new OpenedMedia(known(jobId, own, progress), own, content, known -> {
                progress.started(content.length());
                return result(known, calls.send(known, PATH, content, progress), content.length());
            });
        } catch (Throwable e) {
            OpenedMedia.close(jobId, content);
            throw e;
        }
    }

    private static String known(String jobId, MediaJob own, UploadProgress progress) throws Cielo24Exception {
        if (own == null) {
            return jobId;
        }
        String created = own.jobId();
        progress.job(created);
        return created;
    }

    private static Request request(String jobId, Media.Url url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("job_id", jobId);
        parameters.put("media_url", url.url());
        if (url.allowDuplicate()) {
            parameters.put("is_duplicate", "true");
        }
        return Request.get("media", PATH, parameters);
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
}
