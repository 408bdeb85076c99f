package com.cielo24.client;

/**
 * Media did not become, or may not have become, the media of its job. The four subclasses say what is certain; a route
 * acts on them with {@code onException}.
 * <p>
 * No message, nor that of any cause, shows the API token or a URL that holds it.
 */
public abstract sealed class Cielo24Exception extends Exception
        permits Cielo24InvalidRequestException,
                Cielo24ServiceException,
                Cielo24TransportException,
                Cielo24UnknownOutcomeException {

    private static final long serialVersionUID = 1L;

    private final String jobId;

    Cielo24Exception(String jobId, String reason, Throwable cause) {
        super("Job " + (jobId == null || jobId.isBlank() ? "(none)" : jobId) + ": " + reason, cause);
        this.jobId = jobId;
    }

    /**
     * The job the media was meant for.
     *
     * @return the job id as it was given, or {@code null} if there was none
     */
    public String getJobId() {
        return jobId;
    }

    /**
     * Whether the same request may succeed later. Sending again is always safe: the service attaches one piece of media
     * to a job and never a second (page "Add Media To Job", first paragraph).
     *
     * @return {@code true} if it is worth sending the request again
     */
    public abstract boolean isRetryable();
}
