package com.cielo24.client;

import java.util.List;
import java.util.function.Supplier;

/**
 * The service: one method a call, one outcome a call. Safe for any number of threads.
 * <p>
 * One call is one request, with one exception: where the service refuses the token of a {@link Session}, the session
 * logs in anew and the request is sent once more.
 */
public final class Cielo24Client {

    private final AddMedia addMedia;
    private final Jobs jobs;

    /**
     * A client with the token of its settings, which nobody renews.
     *
     * @param http     shared by all clients of a component; asked for at each request, as a component that is
     *                 stopped and started has another one
     * @param settings where the service is, and how long to wait for it
     */
    public Cielo24Client(Supplier<ServiceHttp> http, Cielo24Settings settings) {
        this(settings, http, fixed(settings));
    }

    /**
     * A client with the tokens of a session.
     *
     * @param http     as above
     * @param settings as above; their token is not used
     * @param session  shared by all clients of its account; asked for at each request
     */
    public Cielo24Client(Supplier<ServiceHttp> http, Cielo24Settings settings, Supplier<Session> session) {
        this(settings, http, session);
    }

    private Cielo24Client(Cielo24Settings settings, Supplier<ServiceHttp> http, Supplier<? extends ApiTokens> tokens) {
        AuthorizedSender sender = new AuthorizedSender(new RequestSender(http, settings), tokens);
        this.jobs = new Jobs(sender);
        this.addMedia = new AddMedia(sender, jobs, settings.maxUploadSize());
    }

    private static Supplier<FixedToken> fixed(Cielo24Settings settings) {
        FixedToken token = new FixedToken(settings.apiToken());
        return () -> token;
    }

    /**
     * Ends a session, if it has a token: {@code /api/account/logout}. Never throws.
     *
     * @param http     sends the request
     * @param settings where the service is, and how long to wait for it
     * @param session  of which the token is no more use
     */
    public static void logOut(Supplier<ServiceHttp> http, Cielo24Settings settings, Session session) {
        session.logOut(new RequestSender(http, settings));
    }

    /**
     * Adds media to a job (page "Add Media To Job"): a GET for a URL, a POST with the raw bytes for an upload.
     *
     * @param  jobId                          the job, a hex string
     * @param  media                          the one piece of media it gets; an upload has 1 to
     *                                        {@link Cielo24Settings#maxUploadSize()} bytes
     * @param  progress                       told how an upload moves on
     * @return                                the service's word that the media is the job's
     * @throws Cielo24InvalidRequestException if the request cannot be right; nothing was sent
     * @throws Cielo24TransportException      if the service cannot have the media
     * @throws Cielo24ServiceException        if the service said no
     * @throws Cielo24UnknownOutcomeException if everything was sent and no usable answer came
     */
    public AddMediaResult addMedia(String jobId, Media media, UploadProgress progress) throws Cielo24Exception {
        return addMedia.add(jobId, media, progress);
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
     * @return                                the service's word that the media is the job's
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
     * @return                  the service's word that the media is the job's
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
     * @return                  what the service tells
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
}
