package com.cielo24.camel;

import com.cielo24.client.Cielo24Client;
import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.JobInfo.Ordered;
import com.cielo24.client.TranscriptionOrder;
import com.cielo24.ledger.MediaLedger;
import com.cielo24.ledger.MediaLedger.Added;
import com.cielo24.ledger.MediaLedger.Claim;
import com.cielo24.ledger.MediaLedger.Earlier;

/**
 * Orders through a ledger: claims the order of a job, sends it, and settles the claim. Unlike media, an order may be taken
 * twice, so nothing is sent after an attempt of unknown outcome unless the service says that the job is not ordered.
 */
record OrderOnce(Cielo24Client client, JobClaims claims, TranscriptionOrder order) {

    private static final String CHECK = ". Check the job with jobInfo before it is ordered again";

    /**
     * @param taskId {@code null} if only {@code jobInfo} showed that the job is ordered
     * @param before whether it was ordered by an earlier attempt, so that nothing was sent
     */
    record Result(String taskId, boolean before) {}

    Result perform() throws Cielo24Exception {
        MediaLedger.Result found = claims.claim(order.key());
        if (found instanceof Added added) {
            return before(added);
        }
        Claim claim = (Claim) found;
        if (claim.earlier() != Earlier.NONE && isOrdered(claim, null)) {
            return recorded(claim);
        }
        return send(claim);
    }

    private Result before(Added added) throws Cielo24InvalidRequestException {
        if (!added.sameMedia()) {
            throw new Cielo24InvalidRequestException(
                    claims.jobId(), "nothing was sent: the job was ordered before, with other options");
        }
        return new Result(added.taskId(), true);
    }

    private Result recorded(Claim claim) throws Cielo24UnknownOutcomeException {
        claims.added(claim, null, 0);
        return new Result(null, true);
    }

    private Result send(Claim claim) throws Cielo24Exception {
        String taskId;
        try {
            taskId = claims.send(claim, () -> client.performTranscription(claims.jobId(), order));
        } catch (Cielo24ServiceException e) {
            return refused(claim, e);
        } catch (Cielo24UnknownOutcomeException e) {
            throw claims.isDurable() ? retryable(e) : e;
        }
        claims.added(claim, taskId, 0);
        return new Result(taskId, false);
    }

    /** The next attempt finds the claim in the ledger, and asks first. */
    private static Cielo24UnknownOutcomeException retryable(Cielo24UnknownOutcomeException e) {
        return new Cielo24UnknownOutcomeException(
                e.getJobId(), e.getReason() + ", as the next attempt does", e.getCause(), e.getRetryAfter());
    }

    private Result refused(Claim claim, Cielo24ServiceException refusal) throws Cielo24Exception {
        boolean isTemporary = refusal.isRetryable() || refusal.isOutage();
        if (claim.earlier() != Earlier.NONE && !isTemporary && isOrdered(claim, refusal)) {
            return recorded(claim);
        }
        boolean isCertain = claims.notAdded(claim, refusal);
        if (isCertain || isTemporary || claim.earlier() != Earlier.NONE) {
            throw refusal;
        }
        Added added = claims.find(order.key());
        if (added != null) {
            return before(added);
        }
        throw toReview("another attempt may have ordered; now the service refuses the order", refusal);
    }

    /**
     * Asks the service what an earlier attempt has done.
     *
     * @param  refusal after which is asked, or {@code null}
     * @return         {@code false} if the job is certainly not ordered
     */
    private boolean isOrdered(Claim claim, Cielo24ServiceException refusal) throws Cielo24Exception {
        try {
            Ordered ordered = ask();
            if (ordered == Ordered.NO) {
                return false;
            }
            if (ordered == Ordered.YES && claim.earlier() == Earlier.SAME_MEDIA) {
                return true;
            }
            throw toReview(
                    ordered == Ordered.YES
                            ? "the job is ordered, perhaps with the other options of an earlier attempt"
                            : "an earlier attempt may have ordered, and jobInfo does not show whether it did",
                    refusal);
        } catch (Cielo24Exception | RuntimeException | Error e) {
            // the ledger keeps that an earlier attempt may have ordered
            claims.notAdded(claim, e);
            throw e;
        }
    }

    private Ordered ask() throws Cielo24Exception {
        try {
            return client.jobInfo(claims.jobId()).ordered();
        } catch (Cielo24Exception e) {
            if (!e.isRetryable() && e.isOutage()) {
                throw e;
            }
            String reason =
                    "the service could not be asked whether it has the order of an earlier attempt: " + e.getReason();
            if (e instanceof Cielo24ServiceException refusal && !e.isRetryable()) {
                throw toReview(reason, refusal);
            }
            throw new Cielo24TransportException(claims.jobId(), "nothing was sent, as " + reason, e, e.getRetryAfter());
        }
    }

    private Cielo24UnknownOutcomeException toReview(String reason, Cielo24ServiceException refusal) {
        return Cielo24UnknownOutcomeException.toReview(
                claims.jobId(), (refusal == null ? "nothing was sent: " : "") + reason + CHECK, refusal);
    }
}
