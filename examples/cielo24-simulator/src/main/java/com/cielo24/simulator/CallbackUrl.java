package com.cielo24.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The URL that an order gave, in which tags such as {@code {job_id}} stand for values. */
record CallbackUrl(String template) {

    /**
     * @throws Refusal if nothing could be called by it
     */
    static void check(String url, OrderOptions options) throws Refusal {
        MediaUrl.check("callback_url", url);
        try {
            Map<String, String> tags = new LinkedHashMap<>(options.metadata());
            tags.putAll(tags("", "", "", ""));
            if (new CallbackUrl(url).filled(tags).getHost() == null) {
                throw new IllegalArgumentException("no host");
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    ServiceError.INVALID_URL, "callback_url is no URL once its tags are filled in: is one unknown?");
        }
    }

    static Map<String, String> tags(String jobId, String jobName, String version, String iwp) {
        return Map.of("job_id", jobId, "job_name", jobName, "elementlist_version", version, "iwp_name", iwp);
    }

    /**
     * @throws IllegalArgumentException if that is no URL
     */
    URI filled(Map<String, String> tags) {
        String url = template;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            String value =
                    URLEncoder.encode(tag.getValue(), StandardCharsets.UTF_8).replace("+", "%20");
            url = url.replace("{" + tag.getKey() + "}", value);
        }
        return URI.create(url);
    }

    /** One that a stranger might guess: the last part of the path is another. */
    static URI forged(URI url) {
        String path = url.getRawPath();
        String other = path.substring(0, path.lastIndexOf('/') + 1) + "forged";
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return URI.create(
                url.getScheme() + "://" + url.getRawAuthority() + (path.isEmpty() ? "/" : "") + other + query);
    }
}
