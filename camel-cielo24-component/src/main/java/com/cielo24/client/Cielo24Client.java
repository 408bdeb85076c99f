package com.cielo24.client;

import java.util.List;

import com.cielo24.client.internal.AddMedia;
import com.cielo24.client.internal.Jobs;
import com.cielo24.client.internal.ServiceCalls;

/**
 * The service: one method a call, one outcome a call. Safe for any number of threads.
 * <p>
 * One call is one request, with one exception: where the service refuses the token of a session, the session logs in
 * anew and the request is sent once more.
 * <pre>{@code
 * try (Cielo24Client client = Cielo24Client.builder().securekey("ann", key).build()) {
 *     NewJob job = NewJob.withExternalId("lecture-7", "Lecture 7");
 *     AddMediaResult added = client.addMedia(job, Media.file(Path.of("lecture.mp4")));
 * }
 * }</pre>
 */
public final class Cielo24Client implements AutoCloseable {

    /**
     * The service's own limit in bytes, 10 GiB less one (page "Add Media To Job", second paragraph; the exact figure is
     * that of its OpenAPI description).
     */
    public static final long LARGEST_UPLOAD = 10_737_418_239L;

    private final AddMedia addMedia;
    private final Jobs jobs;
    private final Runnable close;

    Cielo24Client(ServiceCalls calls, long maxUploadSize, Runnable close) {
        this.jobs = new Jobs(calls);
        this.addMedia = new AddMedia(calls, jobs, maxUploadSize);
        this.close = close;
    }

    /**
     * @return a builder, with defaults for all but the account
     */
    public static Cielo24ClientBuilder builder() {
        return new Cielo24ClientBuilder();
    }

    /**
     * Adds media to a job without looking at its progress, as {@link #addMedia(String, Media, UploadProgress)}.
     *
     * @param  jobId            the job, a hex string
     * @param  media            the one piece of media it gets
     * @return                  the service's confirmation that the media is the job's
     * @throws Cielo24Exception as there
     */
    public AddMediaResult addMedia(String jobId, Media media) throws Cielo24Exception {
        return addMedia(jobId, media, UploadProgress.NONE);
    }

    /**
     * Adds media to a job (page "Add Media To Job"): a GET for a URL, a POST with the raw bytes for an upload.
     *
     * @param  jobId                          the job, a hex string
     * @param  media                          the one piece of media it gets; an upload has 1 to
     *                                        {@link Cielo24ClientBuilder#maxUploadSize} bytes
     * @param  progress                       notified of how an upload moves on
     * @return                                the service's confirmation that the media is the job's
     * @throws Cielo24InvalidRequestException if the request cannot be right; nothing was sent
     * @throws Cielo24TransportException      if the service cannot have the media
     * @throws Cielo24ServiceException        if the service said no
     * @throws Cielo24UnknownOutcomeException if everything was sent and no usable answer came
     */
    public AddMediaResult addMedia(String jobId, Media media, UploadProgress progress) throws Cielo24Exception {
        return addMedia.add(jobId, media, progress);
    }

    /**
     * Adds media to a job of its own without looking at its progress, as
     * {@link #addMedia(NewJob, Media, UploadProgress)}.
     *
     * @param  job              what the job is created with
     * @param  media            the one piece of media it gets
     * @return                  the service's confirmation that the media is the job's
     * @throws Cielo24Exception as there
     */
    public AddMediaResult addMedia(NewJob job, Media media) throws Cielo24Exception {
        return addMedia(job, media, UploadProgress.NONE);
    }

    /**
     * Adds media to a job of its own, which is created after the media was checked, or found by its external id where an
     * earlier attempt created it: media that cannot be sent leaves no job behind. The job is never created twice, so
     * {@link NewJob#allowDuplicate()} makes no difference here.
     *
     * @param  job                            what the job is created with. Without an external id it gets the
     *                                        {@linkplain Media#key() key} of the media
     * @param  media                          as above
     * @param  progress                       notified of the job, and of how an upload moves on
     * @return                                the service's confirmation that the media is the job's
     * @throws Cielo24InvalidRequestException if the request cannot be right, or neither job nor media has an id by which
     *                                        the job could be found again; nothing was sent
     * @throws Cielo24TransportException      if the service cannot have the media: there is no job yet, or none that is
     *                                        known, or the media did not reach it
     * @throws Cielo24ServiceException        if the service said no
     * @throws Cielo24UnknownOutcomeException if all of the media was sent and no usable answer came
     */
    public AddMediaResult addMedia(NewJob job, Media media, UploadProgress progress) throws Cielo24Exception {
        return addMedia.add(job, media, progress);
    }

    /**
     * Adds the video of a page to a job: {@code /api/job/add_media_url}.
     *
     * @param  jobId            the job, a hex string
     * @param  pageUrl          of a page of YouTube, Vimeo, Brightcove or Kaltura
     * @return                  the service's confirmation that the media is the job's
     * @throws Cielo24Exception as {@link #addMedia}
     */
    public AddMediaResult addEmbeddedMedia(String jobId, String pageUrl) throws Cielo24Exception {
        return addMedia.addEmbedded(jobId, pageUrl);
    }

    /**
     * Makes a job: {@code /api/job/new}.
     *
     * @param  job              what it is made with
     * @return                  the job
     * @throws Cielo24Exception as {@link #addMedia}. After an unknown outcome there may be a job: find it by its
     *                          external id
     */
    public CreatedJob createJob(NewJob job) throws Cielo24Exception {
        return jobs.create(job);
    }

    /**
     * Creates a job, or finds the one that has its external id where the service refuses to create it, or where nobody
     * knows whether it did.
     *
     * @param  job              what it is created with: has an external id, and allows no duplicate
     * @return                  the job; of several with the external id the oldest
     * @throws Cielo24Exception as {@link #createJob}
     */
    public CreatedJob createOrFindJob(NewJob job) throws Cielo24Exception {
        return jobs.createOrFind(job);
    }

    /**
     * Asks about a job: {@code /api/job/info}.
     *
     * @param  jobId            the job, a hex string
     * @return                  what the service says
     * @throws Cielo24Exception as {@link #addMedia}; asking changes nothing, whatever the outcome
     */
    public JobInfo jobInfo(String jobId) throws Cielo24Exception {
        return jobs.info(jobId);
    }

    /**
     * Finds jobs: {@code /api/job/list}, filtered by {@code ExternalID}.
     *
     * @param  externalId       the user's own id for the job
     * @param  subAccount       the username of the sub-account whose jobs are searched; {@code null} for the account's own
     * @return                  the ids of the jobs that have it, the oldest first
     * @throws Cielo24Exception as {@link #addMedia}; asking changes nothing, whatever the outcome
     */
    public List<String> findJobs(String externalId, String subAccount) throws Cielo24Exception {
        return jobs.find(externalId, subAccount);
    }

    /** Logs the session out and closes the connections, those that are the client's own. Never throws. */
    @Override
    public void close() {
        close.run();
    }
}
