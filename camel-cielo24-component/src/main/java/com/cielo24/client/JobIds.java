package com.cielo24.client;

import java.util.regex.Pattern;

/** Checks job ids (page "Add Media To Job", {@code job_id}). */
public final class JobIds {

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");

    private JobIds() {}

    /**
     * Whether a text can be a job id.
     *
     * @param  text any text, or {@code null}
     * @return      {@code true} if it is hexadecimal
     */
    public static boolean isJobId(String text) {
        return text != null && HEX.matcher(text).matches();
    }

    /**
     * Requires a text to be a job id.
     *
     * @param  jobId any text, or {@code null}
     * @throws Cielo24InvalidRequestException if it cannot be a job id
     */
    public static void require(String jobId) throws Cielo24InvalidRequestException {
        if (jobId == null || jobId.isBlank()) {
            throw new Cielo24InvalidRequestException(jobId, "no job id was given");
        }
        if (!isJobId(jobId)) {
            throw new Cielo24InvalidRequestException(
                    jobId, "the job id is not hexadecimal; use the id that the service gave the job");
        }
    }
}
