package com.cielo24.simulator;

/**
 * How a request or a callback ended, for a person who watches. Never holds a token, a secret, or the URL of media or a
 * callback.
 *
 * @param jobId the job, or "-" where the request names none that is hexadecimal
 * @param mode for add_media {@link ReceivedMedia#URL}, {@link ReceivedMedia#UPLOAD}, or the method where it is neither
 *     GET nor POST; {@code callback}; else the last part of the path, such as {@code login}
 * @param bytes of the body that were read until then
 * @param result accepted, refused and why, or broken off
 */
public record Outcome(String jobId, String mode, long bytes, String result) {

    /** More characters of a result, such as of the body of a fault, would fill a log. */
    private static final int MAX_RESULT = 500;

    /** One line, control characters escaped. */
    @Override
    public String toString() {
        return "job " + jobId + "  " + mode + "  " + bytes + " bytes  " + Printable.of(result, MAX_RESULT);
    }
}
