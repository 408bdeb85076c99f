package com.cielo24.client;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.cielo24.client.internal.AddMedia;
import com.cielo24.client.internal.Jobs;
import com.cielo24.client.internal.ServiceCalls;
import com.cielo24.client.internal.Transcriptions;

/**
 * A client of the cielo24 service, with one method for each call. Thread-safe. Create one client and keep
 * it: it has its own connection pool and threads until it is closed.
 * <p>
 * One call sends one request; to create or find a job, alone or before its media, one or two. If the service refuses the
 * token of a session, the session logs in again and the request is sent once more.
 * <pre>{@code
 * try (Cielo24Client client = Cielo24Client.builder().securekey("ann", key).build()) {
 *     NewJob job = NewJob.withExternalId("lecture-7", "Lecture 7");
 *     AddMediaResult added = client.addMedia(job, Media.file(Path.of("lecture.mp4")));
 * }
 * }</pre>
 */
public final class Cielo24Client implements AutoCloseable {

    /**
     * The service's limit in bytes, one less than 10 GiB (page "Add Media To Job", second paragraph; the exact figure
     * comes from its OpenAPI description).
     */
    public static final long LARGEST_UPLOAD = 10_737_418_239L;

    private final AddMedia addMedia;
    private final Jobs jobs;
    private final Transcriptions transcriptions;
    private final Runnable close;

    Cielo24Client(ServiceCalls calls, long maxUploadSize, Runnable close) {
        this.jobs = new Jobs(calls);
        this.transcriptions = new Transcriptions(calls);
        this.addMedia = new AddMedia(calls, jobs, maxUploadSize);
        this.close = close;
    }

    /**
     * @return a builder with defaults for everything except the account
     */
    public static Cielo24ClientBuilder builder() {
        return new Cielo24ClientBuilder();
    }

    /**
     * Adds media to a job without progress notifications. See {@link #addMedia(String, Media, UploadProgress)}.
     *
     * @param  jobId            the job, a hex string
     * @param  media            its one piece of media
     * @return                  the service's confirmation
     * @throws Cielo24Exception as in that method
     */
    public AddMediaResult addMedia(String jobId, Media media) throws Cielo24Exception {
        return addMedia(jobId, media, UploadProgress.NONE);
    }

    /**
     * Adds media to a job (page "Add Media To Job"): a GET for a URL, a POST with the raw bytes for an upload.
     *
     * @param  jobId                          the job, a hex string
     * @param  media                          its one piece of media; an upload has 1 to
     *                                        {@link Cielo24ClientBuilder#maxUploadSize} bytes
     * @param  progress                       notified of the progress of an upload
     * @return                                the service's confirmation
     * @throws Cielo24InvalidRequestException if the request is invalid; nothing was sent
     * @throws Cielo24TransportException      if the service cannot have the media
     * @throws Cielo24ServiceException        if the service refused the request
     * @throws Cielo24UnknownOutcomeException if everything was sent but no usable answer arrived
     */
    public AddMediaResult addMedia(String jobId, Media media, UploadProgress progress) throws Cielo24Exception {
        return addMedia.add(jobId, media, progress);
    }

    /**
     * Adds media to a job of its own without progress notifications. See
     * {@link #addMedia(NewJob, Media, UploadProgress)}.
     *
     * @param  job              the parameters of the job
     * @param  media            its one piece of media
     * @return                  the service's confirmation
     * @throws Cielo24Exception as in that method
     */
    public AddMediaResult addMedia(NewJob job, Media media) throws Cielo24Exception {
        return addMedia(job, media, UploadProgress.NONE);
    }

    /**
     * Adds media to a job of its own. The job is created once the media has been checked, so media that cannot be sent
     * leaves no job behind. If an earlier attempt created the job, it is found by its external id. The job is never
     * created twice; {@link NewJob#allowDuplicate()} has no effect here.
     *
     * @param  job                            the parameters of the job. Without an external id it gets the
     *                                        {@linkplain Media#key() key} of the media
     * @param  media                          its one piece of media
     * @param  progress                       notified of the job, and of the progress of an upload
     * @return                                the service's confirmation
     * @throws Cielo24InvalidRequestException if the request is invalid, or neither job nor media has an id by which the
     *                                        job could be found again; nothing was sent
     * @throws Cielo24TransportException      if the service cannot have the media: the job could neither be created nor
     *                                        found, or the media did not reach the service
     * @throws Cielo24ServiceException        if the service refused the request
     * @throws Cielo24UnknownOutcomeException if all of the media was sent but no usable answer arrived
     */
    public AddMediaResult addMedia(NewJob job, Media media, UploadProgress progress) throws Cielo24Exception {
        return addMedia.add(job, media, progress);
    }

    /**
     * Checks and opens media for a job, so that it can be sent. {@link #addMedia(String, Media, UploadProgress)} is the
     * same with {@link PreparedMedia#send()}.
     *
     * @param  jobId            the job, a hex string
     * @param  media            its one piece of media
     * @param  progress         notified of the progress of an upload
     * @return                  the media, to be closed by the caller
     * @throws Cielo24Exception as in that method; nothing was sent
     */
    public PreparedMedia prepare(String jobId, Media media, UploadProgress progress) throws Cielo24Exception {
        return addMedia.prepare(jobId, media, progress);
    }

    /**
     * Checks and opens media, and creates or finds its job. {@link #addMedia(NewJob, Media, UploadProgress)} is the same
     * with {@link PreparedMedia#send()}.
     *
     * @param  job              the parameters of the job
     * @param  media            its one piece of media
     * @param  progress         notified of the job, and of the progress of an upload
     * @return                  the media, to be closed by the caller
     * @throws Cielo24Exception as in that method; nothing of the media was sent
     */
    public PreparedMedia prepare(NewJob job, Media media, UploadProgress progress) throws Cielo24Exception {
        return addMedia.prepare(job, media, progress);
    }

    /**
     * Adds the video embedded in a page to a job: {@code /api/job/add_media_url}.
     *
     * @param  jobId            the job, a hex string
     * @param  pageUrl          the URL of a YouTube, Vimeo, Brightcove or Kaltura page
     * @return                  the service's confirmation
     * @throws Cielo24Exception as {@link #addMedia}
     */
    public AddMediaResult addEmbeddedMedia(String jobId, String pageUrl) throws Cielo24Exception {
        return addMedia.addEmbedded(jobId, pageUrl);
    }

    /**
     * Creates a job: {@code /api/job/new}.
     *
     * @param  job              its parameters
     * @return                  the job
     * @throws Cielo24Exception as {@link #addMedia}. After an unknown outcome the job may exist: find it by its
     *                          external id
     */
    public CreatedJob createJob(NewJob job) throws Cielo24Exception {
        return jobs.create(job);
    }

    /**
     * Creates a job. If the service refuses to create it, or the outcome is unknown, returns the existing job with the
     * same external id.
     *
     * @param  job              its parameters; it must have an external id and allow no duplicate
     * @return                  the job; the oldest if several have the external id
     * @throws Cielo24Exception as {@link #createJob}
     */
    public CreatedJob createOrFindJob(NewJob job) throws Cielo24Exception {
        return jobs.createOrFind(job);
    }

    /**
     * Returns what the service knows of a job: {@code /api/job/info}.
     *
     * @param  jobId            the job, a hex string
     * @return                  the job's data
     * @throws Cielo24Exception as {@link #addMedia}; the call changes nothing, whatever its outcome
     */
    public JobInfo jobInfo(String jobId) throws Cielo24Exception {
        return jobs.info(jobId);
    }

    /**
     * Finds jobs: {@code /api/job/list}, filtered by {@code ExternalID}.
     *
     * @param  externalId       the user's own id for the job
     * @param  subAccount       the username of the sub-account whose jobs are searched; {@code null} for the account's
     *                          own
     * @return                  the ids of the matching jobs, oldest first
     * @throws Cielo24Exception as {@link #addMedia}; the call changes nothing, whatever its outcome
     */
    public List<String> findJobs(String externalId, String subAccount) throws Cielo24Exception {
        return jobs.find(externalId, subAccount);
    }

    /**
     * Orders the transcription of a job with media: {@code /api/job/perform_transcription}. An order costs money, and the
     * service's documentation does not say what a second one does: after an unknown outcome ask
     * {@link #jobInfo} whether the job is {@linkplain JobInfo#ordered() ordered}.
     *
     * @param  jobId                          the job, a hex string
     * @param  order                          what is ordered
     * @return                                the service's task id
     * @throws Cielo24InvalidRequestException if the order is invalid; nothing was sent
     * @throws Cielo24TransportException      if the service cannot have the order
     * @throws Cielo24ServiceException        if the service refused the order
     * @throws Cielo24UnknownOutcomeException if the order was sent but no usable answer arrived; not retryable
     */
    public String performTranscription(String jobId, TranscriptionOrder order) throws Cielo24Exception {
        return transcriptions.perform(jobId, order);
    }

    /**
     * Writes the captions of a job that is complete: {@code /api/job/get_caption}. They are not held in memory. Sounds such
     * as {@code [MUSIC]} are part of them unless {@code remove_sound_references} is {@code true}, as accessibility needs
     * them; the service's own default is to leave them out.
     *
     * @param  jobId                          the job, a hex string
     * @param  format                         of the captions
     * @param  parameters                     further parameters by the service's names, such as
     *                                        {@code characters_per_caption_line}; may be empty
     * @param  to                             where they are written; not closed. After a failure, what was written is
     *                                        incomplete, and to be discarded
     * @return                                what was written
     * @throws Cielo24InvalidRequestException if the request is invalid; nothing was sent
     * @throws Cielo24TransportException      if the service cannot have the request
     * @throws Cielo24ServiceException        if the service refused it, for example as the job is not complete
     * @throws Cielo24UnknownOutcomeException if the answer was incomplete, a 5xx or none, or could not be written:
     *                                        retryable, as the call changes nothing; or if it was empty, as it may be for
     *                                        silent media: not retryable
     */
    public TextType getCaption(String jobId, CaptionFormat format, Map<String, String> parameters, OutputStream to)
            throws Cielo24Exception {
        return transcriptions.caption(jobId, format, parameters, to);
    }

    /**
     * Writes the transcript of a job that is complete: {@code /api/job/get_transcript}.
     *
     * @param  jobId            the job, a hex string
     * @param  parameters       by the service's names, such as {@code timecode_interval}; may be empty
     * @param  to               as in {@link #getCaption}
     * @return                  what was written
     * @throws Cielo24Exception as {@link #getCaption}
     */
    public TextType getTranscript(String jobId, Map<String, String> parameters, OutputStream to)
            throws Cielo24Exception {
        return transcriptions.transcript(jobId, parameters, to);
    }

    /**
     * Starts the work on a job that waits for it ({@code Authorizing}): {@code /api/job/authorize}. Has no effect on other
     * jobs, so it is safe to repeat.
     *
     * @param  jobId            the job, a hex string
     * @throws Cielo24Exception as {@link #addMedia}
     */
    public void authorizeJob(String jobId) throws Cielo24Exception {
        jobs.authorize(jobId);
    }

    /**
     * Deletes a job with its media and results: {@code /api/job/delete}. It is safe to repeat: if the account has no such
     * job, the call succeeds. The service refuses to delete some jobs.
     *
     * @param  jobId            the job, a hex string
     * @return                  whether this call deleted it
     * @throws Cielo24Exception as {@link #addMedia}
     */
    public DeletedJob deleteJob(String jobId) throws Cielo24Exception {
        return jobs.delete(jobId);
    }

    /**
     * Lists jobs: {@code /api/job/list}. The service documents no limit for the number of jobs, and no pages.
     *
     * @param  filters          by the service's names, such as {@code JobStatus}, {@code CompleteDateFrom} or, for a
     *                          sub-account, {@code Username}; a job is listed if all of them apply. Dates are in ISO
     *                          8601 without a zone, as in {@link JobInfo}
     * @param  jobs             accepts each job, the newest first. If the call fails, it may have accepted some of them
     * @throws Cielo24Exception as {@link #addMedia}; the call changes nothing, whatever its outcome
     */
    public void listJobs(Map<String, String> filters, Consumer<JobInfo> jobs) throws Cielo24Exception {
        this.jobs.list(filters, jobs);
    }

    /** Logs out the session and closes the connections, unless they are shared. Never throws. */
    @Override
    public void close() {
        close.run();
    }
}
