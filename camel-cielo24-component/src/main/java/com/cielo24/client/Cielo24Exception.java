package com.cielo24.client;

import java.time.Duration;

import com.cielo24.client.internal.Texts;

/**
 * A call of the service did not work, or may not have worked: media did not become, or may not have become, the media of
 * its job, or a job was not made. The four subclasses say what is certain; a route
 * acts on them with {@code onException}.
 * <p>
 * No message, nor that of any cause, shows a token, a key, a password or a URL that holds it.
 */
public abstract sealed class Cielo24Exception extends Exception
        permits Cielo24InvalidRequestException,
                Cielo24ServiceException,
                Cielo24TransportException,
                Cielo24UnknownOutcomeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_JOB_ID = 64;

    private final String jobId;
    private final String reason;
    private final Duration retryAfter;

    Cielo24Exception(String jobId, String reason, Throwable cause, Duration retryAfter) {
        super(Texts.oneLine("Job " + shown(jobId) + ": " + reason), cause);
        this.jobId = jobId;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** What is no job id at all may be of any length. */
    private static String shown(String jobId) {
        if (jobId == null || jobId.isBlank()) {
            return "(none)";
        }
        return jobId.length() <= LONGEST_JOB_ID ? jobId : jobId.substring(0, LONGEST_JOB_ID) + "...";
    }

    /**
     * The job that the call was about.
     *
     * @return the job id as it was given, or {@code null} if there was none, as with a job that is yet to be made
     */
    public String getJobId() {
        return jobId;
    }

    /**
     * What happened.
     *
     * @return the message without the job
     */
    public String getReason() {
        return reason;
    }

    /**
     * How long to wait before the next attempt, where that is known: the service, or something in front of it, asked
     * for it with {@code Retry-After}, or logins are paused for so long after failures.
     *
     * @return the time counted from when the exception was made, zero or more; {@code null} if nothing is known
     */
    public Duration getRetryAfter() {
        return retryAfter;
    }

    /**
     * Whether the same request may succeed later. Sending again is always safe: the service attaches one piece of media
     * to a job and never a second (page "Add Media To Job", first paragraph).
     *
     * @return {@code true} if it is worth sending the request again
     */
    public abstract boolean isRetryable();
}
