package com.cielo24.simulator;

import java.util.List;
import java.util.Set;

/**
 * A request that keeps to the add-media page as far as its headers show.
 *
 * @param account the username of the account whose token was used
 * @param jobId hexadecimal, in lower case
 * @param mode {@link ReceivedMedia#URL}, {@link ReceivedMedia#EMBEDDED} or {@link ReceivedMedia#UPLOAD}
 * @param mediaUrl decoded; null for an upload
 * @param allowDuplicate is_duplicate, false for an upload
 * @param contentLength the size of the upload in bytes, 1 to {@link #MAX_UPLOAD_SIZE}; 0 for a URL
 */
record AddMediaRequest(
        String account, String jobId, String mode, String mediaUrl, boolean allowDuplicate, long contentLength) {

    static final String PATH = "/api/job/add_media";

    /** For a URL of a page rather than a file: the same but for is_duplicate. */
    static final String EMBEDDED_PATH = "/api/job/add_media_url";

    /** 10 GiB less one, the bound in the service's OpenAPI description. */
    static final long MAX_UPLOAD_SIZE = 10_737_418_239L;

    private static final Set<String> PARAMETERS = Set.of("v", "api_token", "job_id", "media_url", "is_duplicate");
    private static final Set<String> EMBEDDED_PARAMETERS = Set.of("v", "api_token", "job_id", "media_url");
    private static final List<String> FORBIDDEN_ON_UPLOAD =
            List.of("Content-Type", "Transfer-Encoding", "Content-Encoding", "Expect");

    /**
     * @throws Refusal if the page forbids the request
     */
    static AddMediaRequest of(ReceivedRequest received, Sessions sessions) throws Refusal {
        boolean embedded = received.path().equals(EMBEDDED_PATH);
        boolean upload = received.method().equals("POST");
        if (embedded && !received.method().equals("GET")) {
            throw invalid("add_media_url takes GET");
        }
        if (!upload && !received.method().equals("GET")) {
            throw invalid("add_media takes GET (from URL) and POST (from local file)");
        }
        Query query = Query.parse(received.rawQuery());
        query.allowOnly(embedded ? EMBEDDED_PARAMETERS : PARAMETERS);
        String account = sessions.authorize(query).username();
        String jobId = query.requireHex("job_id");
        return upload ? upload(account, jobId, query, received) : fromUrl(account, jobId, embedded, query);
    }

    boolean isUpload() {
        return mediaUrl == null;
    }

    private static AddMediaRequest fromUrl(String account, String jobId, boolean embedded, Query query) throws Refusal {
        String mediaUrl = query.require("media_url");
        MediaUrl.check("media_url", mediaUrl);
        String mode = embedded ? ReceivedMedia.EMBEDDED : ReceivedMedia.URL;
        return new AddMediaRequest(account, jobId, mode, mediaUrl, query.flag("is_duplicate"), 0);
    }

    private static AddMediaRequest upload(String account, String jobId, Query query, ReceivedRequest received)
            throws Refusal {
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
        return new AddMediaRequest(
                account, jobId, ReceivedMedia.UPLOAD, null, false, contentLength(received.header("Content-Length")));
    }

    private static long contentLength(List<String> values) throws Refusal {
        if (values.isEmpty()) {
            throw invalid("An upload needs the header Content-Length");
        }
        long length = Long.parseLong(values.get(0));
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
