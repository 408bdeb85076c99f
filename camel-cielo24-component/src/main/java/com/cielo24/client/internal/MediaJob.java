package com.cielo24.client.internal;

import java.io.IOException;

import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.CreatedJob;
import com.cielo24.client.Media;
import com.cielo24.client.NewJob;

/** The job for one piece of media. It is created or found only after the media has been checked. */
final class MediaJob {

    private final Jobs jobs;
    private final NewJob job;
    private final Media media;
    private NewJob findable;
    private CreatedJob known;

    /**
     * @throws Cielo24InvalidRequestException if the job is invalid, or could not be found again
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
                            + " after a failure; set an external id"
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
        findable = new NewJob(
                job.name(),
                job.language(),
                job.hasExternalId() ? job.externalId() : key(),
                job.subAccount(),
                job.requestor(),
                job.reference(),
                job.expectedSpeakers(),
                false);
        try {
            known = jobs.createOrFind(findable);
            return known.jobId();
        } catch (Cielo24UnknownOutcomeException e) {
            // only the job is unknown: the service certainly does not have the media
            throw Cielo24TransportException.ofRequest(
                    null,
                    "the media was not sent, as its job could neither be created nor found: " + e.getReason(),
                    e.getCause(),
                    e.getRetryAfter());
        }
    }

    /** Called after the media was opened: a change of the file in between is detected before its last byte is sent. */
    private String key() throws Cielo24TransportException {
        try {
            return media.key();
        } catch (IOException | RuntimeException e) {
            throw Cielo24TransportException.local(null, "the media could not be opened: " + e, e);
        }
    }

    /** Whether the job was created rather than found. */
    boolean isCreated() {
        return known.created();
    }

    AddMediaResult result(AddMediaResult added) {
        return new AddMediaResult(added.jobId(), known.created(), added.taskId(), added.bytesSent());
    }

    /** The same refusal with a possible explanation. */
    Cielo24ServiceException explained(Cielo24ServiceException refused) {
        if (known == null || known.created() || !refused.getErrorResponse().mayConcernRequest()) {
            return refused;
        }
        return Jobs.explained(
                refused,
                "the job was found by its external id " + Jobs.quoted(findable.externalId())
                        + " and may have this media from an earlier attempt; check it with jobInfo");
    }
}
