package com.cielo24.client;

import java.time.Duration;

import com.cielo24.client.internal.Texts;

/**
 * A call of the service failed, or may have failed. Its subclasses state what is certain; a route handles them
 * with {@code onException}.
 * <p>
 * No message, including those of causes, contains a token, a key, a password or a URL with one of them.
 */
public abstract sealed class Cielo24Exception extends Exception
        permits Cielo24InvalidRequestException,
                Cielo24JobBusyException,
                Cielo24ServiceException,
                Cielo24TransportException,
                Cielo24UnknownOutcomeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_JOB_ID = 64;

    private final String jobId;
    private final String reason;
    private final Duration retryAfter;

    Cielo24Exception(String jobId, String reason, Throwable cause, Duration retryAfter) {
        super(Texts.oneLine("Job " + abbreviated(jobId) + ": " + reason), cause);
        this.jobId = jobId;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** An invalid job id may be of any length. */
    private static String abbreviated(String jobId) {
        if (jobId == null || jobId.isBlank()) {
            return "(none)";
        }
        return jobId.length() <= LONGEST_JOB_ID ? jobId : jobId.substring(0, LONGEST_JOB_ID) + "...";
    }

    /**
     * The job of the call.
     *
     * @return the job id as the caller passed it; {@code null} if there was none, as for a job that is not created yet
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
     * How long to wait before the next attempt, if known: from a {@code Retry-After} header of the service or of a
     * gateway in front of it, or because logins are paused after failures.
     *
     * @return the time from the creation of this exception, zero or more; {@code null} if not known
     */
    public Duration getRetryAfter() {
        return retryAfter;
    }

    /**
     * Whether the same request may succeed later. Sending it again is safe: the service never attaches a second piece of
     * media to a job (page "Add Media To Job", first paragraph), and an order that may have been taken is not retryable
     * unless the next attempt asks first.
     *
     * @return {@code true} if the request is worth sending again
     */
    public abstract boolean isRetryable();

    /**
     * Whether the failure concerns more than this job, so that calls for other jobs fail as well for now: the service
     * cannot be reached or answers with errors, it refuses the account, or the disk or the database that the call needs
     * is not available. Such a failure need not be {@linkplain #isRetryable() retryable}: a refused login is not.
     *
     * @return {@code true} if calls should pause; {@code false} by default
     */
    public boolean isOutage() {
        return false;
    }

    /**
     * Whether an {@linkplain #isOutage() outage} certainly has nothing to do with this request: there was no connection,
     * the login or the token was refused, or the disk or the database was not available. Any other failure may be due to
     * the request itself; other requests may then succeed.
     *
     * @return {@code false} by default
     */
    public boolean isCertainOutage() {
        return false;
    }
}
