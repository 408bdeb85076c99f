package com.cielo24.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of a new job, for {@code /api/job/new}. All are optional and may be {@code null}.
 *
 * @param name             for people
 * @param language         of the media, such as {@code en}, which is the service's default
 * @param externalId       the user's own id for the job; the service refuses a second job with the same one
 * @param subAccount       the username of the sub-account in which the job is created
 * @param requestor        who requests the job
 * @param reference        the user's own reference
 * @param expectedSpeakers number of speakers, 1 or more
 * @param allowDuplicate   whether several jobs may have the same external id
 */
public record NewJob(
        String name,
        String language,
        String externalId,
        String subAccount,
        String requestor,
        String reference,
        Integer expectedSpeakers,
        boolean allowDuplicate) {

    /** A job with an external id of its own, by which it can be found again. */
    public static NewJob withExternalId(String externalId, String name) {
        return new NewJob(name, null, externalId, null, null, null, null, false);
    }

    /**
     * Whether it has an external id, by which it can be found.
     *
     * @return {@code false} if the id is {@code null} or blank
     */
    public boolean hasExternalId() {
        return externalId != null && !externalId.isBlank();
    }

    /**
     * The parameters of {@code /api/job/new}, by the service's names.
     *
     * @return those that are set, not encoded
     */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "job_name", name);
        put(parameters, "language", language);
        put(parameters, "external_id", externalId);
        put(parameters, "username", subAccount);
        put(parameters, "requestor", requestor);
        put(parameters, "reference", reference);
        put(parameters, "expected_speakers", expectedSpeakers == null ? null : expectedSpeakers.toString());
        put(parameters, "is_duplicate", allowDuplicate ? "true" : null);
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (value != null && !value.isBlank()) {
            parameters.put(name, value);
        }
    }

    /** Masks media URLs among the values: they may be signed. */
    @Override
    public String toString() {
        Map<String, String> masked = parameters();
        masked.replaceAll((name, value) -> MediaUrl.looksLike(value) ? MediaUrl.masked(value) : value);
        return "NewJob" + masked;
    }
}
