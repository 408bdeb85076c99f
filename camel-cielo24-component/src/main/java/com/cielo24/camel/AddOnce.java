package com.cielo24.camel;

import com.cielo24.client.AddMediaResult;
import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.PreparedMedia;
import com.cielo24.ledger.MediaLedger;
import com.cielo24.ledger.MediaLedger.Added;
import com.cielo24.ledger.MediaLedger.Claim;
import com.cielo24.ledger.MediaLedger.Earlier;

/**
 * Adds media through a ledger: claims its job, sends it, and settles the claim.
 *
 * @param media to send
 * @param key   of the media
 */
record AddOnce(Cielo24Client client, JobClaims claims, PreparedMedia media, String key) {

    /**
     * @param before whether the job had the media from an earlier attempt, so that nothing was sent
     */
    record Result(AddMediaResult added, boolean before) {}

    AddOnce(Cielo24Client client, MediaLedger ledger, PreparedMedia media, String key) {
        this(client, JobClaims.ofMedia(ledger, media.jobId()), media, key);
    }

    Result add() throws Cielo24Exception {
        MediaLedger.Result found = claims.claim(key);
        if (found instanceof Added added) {
            return before(added);
        }
        return send((Claim) found);
    }

    private Result before(Added added) throws Cielo24InvalidRequestException {
        if (!added.sameMedia()) {
            throw new Cielo24InvalidRequestException(
                    media.jobId(), "the job has other media, and takes one piece only; add this media to another job");
        }
        return new Result(result(added.taskId(), added.bytes()), true);
    }

    private AddMediaResult result(String taskId, long bytes) {
        return new AddMediaResult(media.jobId(), media.isJobCreated(), taskId, bytes);
    }

    private Result send(Claim claim) throws Cielo24Exception {
        if (hasMediaAlready(claim)) {
            claims.added(claim, null, media.length());
            return new Result(result(null, media.length()), true);
        }
        AddMediaResult added;
        try {
            added = claims.send(claim, media::send);
        } catch (Cielo24ServiceException e) {
            return refused(claim, e);
        }
        claims.added(claim, added.taskId(), added.bytesSent());
        return new Result(added, false);
    }

    /**
     * Asks the service whether an earlier attempt was successful. That can be known of a job which is for this media
     * only; 10 GB need not be sent twice.
     */
    private boolean hasMediaAlready(Claim claim) throws Cielo24Exception {
        boolean isWorthAsking =
                claim.earlier() == Earlier.SAME_MEDIA || claim.earlier() == Earlier.NONE && !media.isJobCreated();
        try {
            if (!media.isOwnJob() || !isWorthAsking || !isMediaKnown()) {
                return false;
            }
            if (claim.earlier() == Earlier.SAME_MEDIA) {
                return true;
            }
            throw Cielo24UnknownOutcomeException.toReview(
                    media.jobId(),
                    "nothing was sent, as the job of this media was found by its external id and has media that the"
                            + " ledger does not know of; it may be this media, from an attempt without this ledger."
                            + " Check it with jobInfo",
                    null);
        } catch (Cielo24Exception | RuntimeException | Error e) {
            // the media was not sent by this attempt
            claims.notAdded(claim, e);
            throw e;
        }
    }

    private boolean isMediaKnown() throws Cielo24Exception {
        try {
            return client.jobInfo(media.jobId()).hasMedia();
        } catch (Cielo24Exception e) {
            if (!e.isRetryable()) {
                // sending it shows what is the matter
                return false;
            }
            throw new Cielo24TransportException(
                    media.jobId(),
                    "nothing was sent, as the service could not be asked whether the job has the media from an earlier"
                            + " attempt: " + e.getReason(),
                    e,
                    e.getRetryAfter());
        }
    }

    /** A refusal may mean that the job has the media: from an earlier attempt, or from an owner who took this one for dead. */
    private Result refused(Claim claim, Cielo24ServiceException refusal) throws Cielo24Exception {
        if (!refusal.isRetryable() && isAddedByNow(claim)) {
            claims.added(claim, null, media.length());
            return new Result(result(null, media.length()), true);
        }
        boolean isCertain = claims.notAdded(claim, refusal);
        if (isCertain || refusal.isRetryable()) {
            throw refusal;
        }
        Added added = claims.find(key);
        if (added != null) {
            return before(added);
        }
        throw Cielo24UnknownOutcomeException.toReview(
                media.jobId(),
                switch (claim.earlier()) {
                            case NONE -> "another attempt may have added the media";
                            case SAME_MEDIA ->
                                "an earlier attempt ended with an unknown outcome and may have added the media";
                            case OTHER_MEDIA ->
                                "an earlier attempt ended with an unknown outcome and may have added other media";
                        }
                        + "; now the service refuses it. Check the job with jobInfo: " + refusal.getReason(),
                refusal);
    }

    private boolean isAddedByNow(Claim claim) {
        try {
            return media.isOwnJob() && claim.earlier() == Earlier.SAME_MEDIA && isMediaKnown();
        } catch (Cielo24Exception e) {
            return false;
        }
    }
}
