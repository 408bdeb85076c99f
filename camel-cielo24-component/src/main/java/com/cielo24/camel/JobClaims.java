package com.cielo24.camel;

import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.ledger.LedgerException;
import com.cielo24.ledger.MediaLedger;
import com.cielo24.ledger.MediaLedger.Added;
import com.cielo24.ledger.MediaLedger.Claim;
import com.cielo24.ledger.MediaLedger.Earlier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger's entry of one job. What the ledger cannot do becomes an outcome of the exchange, if it matters. */
record JobClaims(MediaLedger ledger, String jobId) {

    private static final Logger LOG = LoggerFactory.getLogger(JobClaims.class);

    /**
     * @throws Cielo24TransportException if the ledger cannot be used
     */
    MediaLedger.Result claim(String key) throws Cielo24TransportException {
        try {
            return ledger.claim(jobId, key);
        } catch (LedgerException | RuntimeException e) {
            throw new Cielo24TransportException(jobId, "nothing was sent: " + reason(e), null);
        }
    }

    /**
     * The service has the media.
     *
     * @throws Cielo24UnknownOutcomeException if that could not be recorded: the exchange must come again
     */
    void added(Claim claim, String taskId, long bytes) throws Cielo24UnknownOutcomeException {
        try {
            ledger.added(claim, taskId, bytes);
        } catch (LedgerException | RuntimeException e) {
            throw new Cielo24UnknownOutcomeException(
                    jobId,
                    "the service has added the media" + (taskId == null ? "" : " (task " + taskId + ")")
                            + ", but that could not be recorded: " + reason(e),
                    null);
        }
    }

    /**
     * The service has not got the media from this claim; from an earlier one it may have.
     *
     * @return whether it certainly has got none, neither from another owner who has taken the job over
     */
    boolean notAdded(Claim claim, Throwable failure) {
        if (claim.earlier() != Earlier.NONE) {
            unknown(claim, failure);
            return false;
        }
        return settle(() -> ledger.release(claim), failure);
    }

    /** The service may have the media. */
    void unknown(Claim claim, Throwable failure) {
        settle(
                () -> {
                    ledger.unknown(claim);
                    return false;
                },
                failure);
    }

    /**
     * @return {@code null} if no media was added, or that is not known
     */
    Added find(String key) {
        try {
            return ledger.find(jobId, key).orElse(null);
        } catch (LedgerException | RuntimeException e) {
            LOG.debug("Job {}: {}", jobId, reason(e));
            return null;
        }
    }

    private interface Settlement {
        boolean settle() throws LedgerException;
    }

    /** Without it, the next claimant is more careful than necessary; no harm is done. */
    private boolean settle(Settlement settlement, Throwable failure) {
        try {
            return settlement.settle();
        } catch (LedgerException | RuntimeException e) {
            LOG.warn("Job {}: the outcome could not be recorded: {}", jobId, reason(e));
            LOG.debug("Job {}: the outcome", jobId, failure);
            return false;
        }
    }

    /** Messages of other exceptions may contain secrets. */
    private static String reason(Exception e) {
        return e instanceof LedgerException
                ? e.getMessage()
                : "the ledger failed with " + e.getClass().getName();
    }
}
