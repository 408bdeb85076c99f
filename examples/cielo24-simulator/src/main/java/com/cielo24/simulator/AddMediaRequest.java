package com.cielo24.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that keeps to the add-media page as far as its headers tell.
 *
 * @param jobId hexadecimal, in lower case
 * @param mediaUrl decoded; null for an upload
 * @param allowDuplicate is_duplicate, false for an upload
 * @param contentLength the size of the upload in bytes, 1 to {@link #MAX_UPLOAD_SIZE}; 0 for a URL
 */
record AddMediaRequest(String jobId, String mediaUrl, boolean allowDuplicate, long contentLength) {

    static final String PATH = "/api/job/add_media";

    /** 10 GiB less one, the bound in the service's OpenAPI description. */
    static final long MAX_UPLOAD_SIZE = 10_737_418_239L;

    private static final Set<String> PARAMETERS = Set.of("v", "api_token", "job_id", "media_url", "is_duplicate");
    private static final List<String> FORBIDDEN_ON_UPLOAD =
            List.of("Content-Type", "Transfer-Encoding", "Content-Encoding", "Expect");
    private static final Pattern HTTP_URL = Pattern.compile(
            "https?://(?:[^/?#]*@)?(\\[[0-9a-fA-F:.%\\w]+]|[^:/?#@\\[\\]]+)(:\\d*)?([/?#].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * @throws Refusal if the page forbids the request
     */
    static AddMediaRequest of(ReceivedRequest received, String apiToken) throws Refusal {
        boolean upload = received.method().equals("POST");
        if (!upload && !received.method().equals("GET")) {
            throw invalid("add_media takes GET (from URL) and POST (from local file)");
        }
        Query query = Query.parse(received.rawQuery());
        query.allowOnly(PARAMETERS);
        if (!query.require("v").equals("1")) {
            throw invalid("v must be 1");
        }
        if (!query.require("api_token").equals(apiToken)) {
            throw new Refusal(ServiceError.BAD_API_TOKEN, "The api_token is wrong or has expired");
        }
        String jobId = query.require("job_id").toLowerCase(Locale.ROOT);
        if (!jobId.matches("[0-9a-f]+")) {
            throw invalid("job_id must be a hex string");
        }
        return upload ? upload(jobId, query, received) : fromUrl(jobId, query);
    }

    boolean isUpload() {
        return mediaUrl == null;
    }

    private static AddMediaRequest fromUrl(String jobId, Query query) throws Refusal {
        String mediaUrl = query.require("media_url");
        Matcher url = HTTP_URL.matcher(mediaUrl);
        if (!url.matches() || mediaUrl.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal(ServiceError.INVALID_URL, "media_url must be an absolute http or https URL");
        }
        String duplicate = query.value("is_duplicate").orElse("false").toLowerCase(Locale.ROOT);
        if (!Set.of("true", "false").contains(duplicate)) {
            throw invalid("is_duplicate must be true or false");
        }
        return new AddMediaRequest(jobId, mediaUrl, duplicate.equals("true"), 0);
    }

    private static AddMediaRequest upload(String jobId, Query query, ReceivedRequest received) throws Refusal {
        for (String name : List.of("media_url", "is_duplicate")) {
            if (query.has(name)) {
                throw invalid("Do not specify " + name + " when adding media from a local file");
            }
        }
        for (String name : FORBIDDEN_ON_UPLOAD) {
            if (!received.header(name).isEmpty()) {
                throw invalid("An upload must not have the header " + name);
            }
        }
        return new AddMediaRequest(jobId, null, false, contentLength(received.header("Content-Length")));
    }

    private static long contentLength(List<String> values) throws Refusal {
        if (values.isEmpty()) {
            throw invalid("An upload needs the header Content-Length");
        }
        String digits = values.get(0);
        if (values.size() > 1 || !digits.matches("[0-9]{1,18}")) {
            throw invalid("Content-Length must be one number of bytes");
        }
        long length = Long.parseLong(digits);
        if (length == 0) {
            throw invalid("The request body is empty: it must be the raw binary of a media file");
        }
        if (length > MAX_UPLOAD_SIZE) {
            throw invalid("The file is too large: at most " + MAX_UPLOAD_SIZE + " bytes");
        }
        return length;
    }

    private static Refusal invalid(String comment) {
        return new Refusal(ServiceError.INVALID_QUERY, comment);
    }
}
