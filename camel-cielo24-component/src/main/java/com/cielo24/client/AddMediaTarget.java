package com.cielo24.client;

import java.nio.charset.StandardCharsets;

import org.apache.hc.core5.net.PercentCodec;

/**
 * The request target on the wire (page "Add Media To Job", Query String Parameters). Only the unreserved characters of
 * RFC 3986 stay as they are, so that what the service decodes is what the user gave, to the letter.
 */
final class AddMediaTarget {

    private AddMediaTarget() {}

    static String of(Cielo24Settings settings, String jobId, Media media) {
        StringBuilder target = new StringBuilder(settings.address().addMediaPath());
        target.append("?v=1");
        append(target, "api_token", settings.apiToken());
        append(target, "job_id", jobId);
        if (media instanceof Media.Url url) {
            append(target, "media_url", url.url());
            if (url.allowDuplicate()) {
                append(target, "is_duplicate", "true");
            }
        }
        return target.toString();
    }

    private static void append(StringBuilder target, String name, String value) {
        target.append('&').append(name).append('=');
        PercentCodec.encode(target, value, StandardCharsets.UTF_8);
    }
}
