package com.cielo24.client.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.cielo24.client.Media;
import com.cielo24.client.MediaUrl;
import com.cielo24.client.UploadProgress;
import org.apache.hc.core5.net.PercentCodec;

/**
 * One request to the service, but for its token.
 *
 * @param jobId      the job it is about, for messages; {@code null} if there is none
 * @param noun       what goes to the service, for messages
 * @param path       the path of the call, such as {@code /api/job/new}
 * @param parameters of the query, not encoded, without {@code v} and {@code api_token}
 * @param headers    that nobody but the service may see; none but for a login
 * @param content    what is uploaded, or {@code null}
 * @param progress   notified of how an upload moves on
 * @param secrets    that the parameters hold
 */
public record ServiceRequest(
        String jobId,
        String noun,
        String path,
        Map<String, String> parameters,
        Map<String, String> headers,
        Media.Content content,
        UploadProgress progress,
        List<String> secrets) {

    /** A request without a body. */
    public static ServiceRequest get(String jobId, String path, Map<String, String> parameters) {
        return new ServiceRequest(
                jobId, "request", path, parameters, Map.of(), null, UploadProgress.NONE, secrets(parameters));
    }

    static ServiceRequest login(String path, Map<String, String> headers) {
        return new ServiceRequest(null, "login", path, Map.of(), headers, null, UploadProgress.NONE, List.of());
    }

    /** A request with the URL of the media. */
    public static ServiceRequest mediaUrl(String jobId, String path, Map<String, String> parameters) {
        return new ServiceRequest(
                jobId, "media", path, parameters, Map.of(), null, UploadProgress.NONE, secrets(parameters));
    }

    /** A request with the bytes of the media. */
    public static ServiceRequest upload(String jobId, String path, Media.Content content, UploadProgress progress) {
        return new ServiceRequest(
                jobId, "media", path, Map.of("job_id", jobId), Map.of(), content, progress, List.of());
    }

    /** Any parameter may be a media URL, an external id or a name, too, and a URL may be signed. */
    private static List<String> secrets(Map<String, String> parameters) {
        return parameters.values().stream()
                .filter(MediaUrl::looksLike)
                .flatMap(url -> MediaUrl.secrets(url).stream())
                .toList();
    }

    /** Size of the upload in bytes; 0 without one. */
    public long size() {
        return content == null ? 0 : content.length();
    }

    /** What a line of the log begins with. */
    String label() {
        return jobId == null ? "" : "Job " + jobId + ": ";
    }

    ServiceRequest with(Media.Content other) {
        return new ServiceRequest(jobId, noun, path, parameters, headers, other, progress, secrets);
    }

    /**
     * The request target on the wire (page "Add Media To Job", Query String Parameters). Only the unreserved characters
     * of RFC 3986 stay as they are, so that what the service decodes is exactly what the user gave.
     *
     * @param prefix the path of the base URL
     * @param token  or {@code null} for a login
     */
    String target(String prefix, String token) {
        StringBuilder target = new StringBuilder(prefix).append(path).append("?v=1");
        if (token != null) {
            append(target, "api_token", token);
        }
        parameters.forEach((name, value) -> append(target, name, value));
        return target.toString();
    }

    private static void append(StringBuilder target, String name, String value) {
        target.append('&').append(name).append('=');
        PercentCodec.encode(target, value, StandardCharsets.UTF_8);
    }

    /** Leaves out what may be secret. */
    @Override
    public String toString() {
        return "ServiceRequest[" + path + "]";
    }
}
