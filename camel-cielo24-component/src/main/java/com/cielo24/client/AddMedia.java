package com.cielo24.client;

import java.util.LinkedHashMap;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls {@code /api/job/add_media} and {@code /api/job/add_media_url}. */
final class AddMedia {

    private static final Logger LOG = LoggerFactory.getLogger(AddMedia.class);
    private static final String PATH = "/api/job/add_media";
    private static final String EMBEDDED_PATH = "/api/job/add_media_url";

    private final AuthorizedSender sender;
    private final Jobs jobs;
    private final long maxUploadSize;

    AddMedia(AuthorizedSender sender, Jobs jobs, long maxUploadSize) {
        this.sender = sender;
        this.jobs = jobs;
        this.maxUploadSize = maxUploadSize;
    }

    AddMediaResult add(String jobId, Media media, UploadProgress progress) throws Cielo24Exception {
        JobIds.require(jobId);
        return add(jobId, media, progress, () -> jobId);
    }

    AddMediaResult add(NewJob job, Media media, UploadProgress progress) throws Cielo24Exception {
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

    /** Names the job, when the media has been checked. */
    @FunctionalInterface
    private interface JobSource {
        String jobId() throws Cielo24Exception;
    }

    private AddMediaResult add(String jobId, Media media, UploadProgress progress, JobSource job)
            throws Cielo24Exception {
        sender.requireToken(jobId);
        if (media instanceof Media.Url url) {
            requireUrl(jobId, url.url());
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("media_url", url.url());
            if (url.allowDuplicate()) {
                parameters.put("is_duplicate", "true");
            }
            return send(ServiceRequest.mediaUrl(job.jobId(), PATH, parameters));
        }
        Media.Content content = sender.open(jobId, (Media.Upload) media);
        try {
            requireSize(jobId, content.length());
            String known = job.jobId();
            progress.begins(content.length());
            return send(ServiceRequest.upload(known, PATH, content, progress));
        } finally {
            close(jobId, content);
        }
    }

    AddMediaResult addEmbedded(String jobId, String pageUrl) throws Cielo24Exception {
        JobIds.require(jobId);
        sender.requireToken(jobId);
        requireUrl(jobId, pageUrl);
        return send(ServiceRequest.mediaUrl(jobId, EMBEDDED_PATH, Map.of("media_url", pageUrl)));
    }

    private AddMediaResult send(ServiceRequest request) throws Cielo24Exception {
        ServiceAnswer answer = sender.send(request);
        return new AddMediaResult(
                request.jobId(), false, answer.require(request.jobId(), "TaskId", "a task id"), request.size());
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
                    "the media has " + length + " bytes, but an upload may have " + maxUploadSize
                            + " (maxUploadSize); give the service a URL of it, or a smaller rendition");
        }
    }

    private static void close(String jobId, Media.Content content) {
        try {
            content.close();
        } catch (Throwable e) {
            // what became of the media is known by now
            LOG.debug("Job {}: could not close the media", jobId, e);
        }
    }
}
