package com.cielo24.client;

import java.io.IOException;

/** The job of one piece of media: created or found when the media has been checked, and not before. */
final class MediaJob {

    private final Jobs jobs;
    private final NewJob job;
    private final Media media;
    private NewJob findable;
    private CreatedJob known;

    /**
     * @throws Cielo24InvalidRequestException if the job cannot be right, or could not be found again
     */
    MediaJob(Jobs jobs, NewJob job, Media media) throws Cielo24InvalidRequestException {
        this.jobs = jobs;
        this.job = job;
        this.media = media;
        Jobs.requireSpeakers(job);
        if (!job.hasExternalId() && !hasKey()) {
            throw new Cielo24InvalidRequestException(
                    null,
                    "no job was created, as this media has neither a file name nor a URL by which its job could be found"
                            + " after a failure; give the job an external id"
                            + " (header CamelCielo24ExternalId, option externalId)");
        }
    }

    private boolean hasKey() {
        try {
            return media.key() != null;
        } catch (IOException | RuntimeException e) {
            // reported when the media is opened
            return true;
        }
    }

    /** Creates or finds the job. Called once. */
    String jobId() throws Cielo24Exception {
        findable = job.findableBy(job.hasExternalId() ? job.externalId() : key());
        try {
            known = jobs.createOrFind(findable);
            return known.jobId();
        } catch (Cielo24UnknownOutcomeException e) {
            // what is unknown is the job: the service certainly does not have the media
            throw new Cielo24TransportException(
                    null,
                    "the media was not sent, as its job could neither be created nor found: "
                            + e.reason().replaceFirst("^everything was sent, but ", ""),
                    e.getCause(),
                    e.getRetryAfter());
        }
    }

    /** After the media was opened: if the file changes in between, that is found before its last byte is sent. */
    private String key() throws Cielo24TransportException {
        try {
            return media.key();
        } catch (IOException | RuntimeException e) {
            throw new Cielo24TransportException(null, "the media could not be made ready: " + e, e);
        }
    }

    AddMediaResult result(AddMediaResult added) {
        return new AddMediaResult(added.jobId(), known.created(), added.taskId(), added.bytesSent());
    }

    /** The same refusal, with what may explain it. */
    Cielo24ServiceException explained(Cielo24ServiceException refused) {
        if (known == null || known.created() || !refused.errorResponse().mayBeOfRequest()) {
            return refused;
        }
        return refused.withRemedy("the job was found by its external id " + findable.shownId()
                + " and may have this media from an earlier attempt; look at it with jobInfo");
    }
}
