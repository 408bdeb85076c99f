package com.cielo24.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One request to the service, but for its token.
 *
 * @param jobId      the job it is about, for what is told; {@code null} if there is none
 * @param noun       what goes to the service, for what is told
 * @param path       the path of the call, such as {@code /api/job/new}
 * @param parameters of the query, not encoded, without {@code v} and {@code api_token}
 * @param headers    that nobody but the service may see; none but for a login
 * @param content    what is uploaded, or {@code null}
 * @param progress   told how an upload moves on
 * @param secrets    that the parameters hold
 */
record ServiceRequest(
        String jobId,
        String noun,
        String path,
        Map<String, String> parameters,
        Map<String, String> headers,
        Media.Content content,
        UploadProgress progress,
        List<String> secrets) {

    /** A request without a body. An external id or a name may well be a media URL, and that may be signed. */
    static ServiceRequest get(String jobId, String path, Map<String, String> parameters) {
        List<String> secrets = parameters.values().stream()
                .filter(MediaUrl::looksLike)
                .flatMap(url -> MediaUrl.secrets(url).stream())
                .toList();
        return new ServiceRequest(jobId, "request", path, parameters, Map.of(), null, UploadProgress.NONE, secrets);
    }

    static ServiceRequest login(String path, Map<String, String> headers) {
        return new ServiceRequest(null, "login", path, Map.of(), headers, null, UploadProgress.NONE, List.of());
    }

    static ServiceRequest mediaUrl(String jobId, String path, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("job_id", jobId);
        all.putAll(parameters);
        return new ServiceRequest(
                jobId,
                "media",
                path,
                all,
                Map.of(),
                null,
                UploadProgress.NONE,
                MediaUrl.secrets(parameters.get("media_url")));
    }

    static ServiceRequest upload(String jobId, String path, Media.Content content, UploadProgress progress) {
        return new ServiceRequest(
                jobId, "media", path, Map.of("job_id", jobId), Map.of(), content, progress, List.of());
    }

    /** Size of the upload in bytes; 0 without one. */
    long size() {
        return content == null ? 0 : content.length();
    }

    /** What a line of the log begins with. */
    String label() {
        return jobId == null ? "" : "Job " + jobId + ": ";
    }

    ServiceRequest with(Media.Content other) {
        return new ServiceRequest(jobId, noun, path, parameters, headers, other, progress, secrets);
    }

    /** Leaves out what may be secret. */
    @Override
    public String toString() {
        return "ServiceRequest[" + path + "]";
    }
}
