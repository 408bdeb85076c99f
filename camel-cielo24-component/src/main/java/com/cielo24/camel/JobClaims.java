package com.cielo24.camel;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.ledger.LedgerException;
import com.cielo24.ledger.MediaLedger;
import com.cielo24.ledger.MediaLedger.Added;
import com.cielo24.ledger.MediaLedger.Busy;
import com.cielo24.ledger.MediaLedger.Claim;
import com.cielo24.ledger.MediaLedger.Earlier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One entry of the ledger: the media of a job, or its order. What the ledger cannot do becomes an outcome of the exchange, if
 * it matters.
 *
 * @param entry  the ledger's name for it
 * @param doing  what is claimed, for messages
 * @param doneBy what the service has done when it is settled, for messages
 */
record JobClaims(MediaLedger ledger, String jobId, String entry, String doing, String doneBy) {

    private static final Logger LOG = LoggerFactory.getLogger(JobClaims.class);

    static JobClaims ofMedia(MediaLedger ledger, String jobId) {
        return new JobClaims(ledger, jobId, jobId, "sending media to the job", "has added the media");
    }

    /** Job ids are hexadecimal, so that no job has the entry of an order. */
    static JobClaims ofOrder(MediaLedger ledger, String jobId) {
        return new JobClaims(ledger, jobId, "order-" + jobId, "ordering for the job", "has the order");
    }

    /** Whether exchanges that come again find what was claimed before. */
    boolean isDurable() {
        return !(ledger instanceof ExchangeOrders);
    }

    /**
     * @return                           a {@link Claim} or {@link Added}
     * @throws Cielo24JobBusyException   if another worker has it
     * @throws Cielo24TransportException if the ledger cannot be used
     */
    MediaLedger.Result claim(String key) throws Cielo24JobBusyException, Cielo24TransportException {
        MediaLedger.Result found;
        try {
            found = ledger.claim(entry, key);
        } catch (LedgerException | RuntimeException e) {
            throw new Cielo24TransportException(jobId, "nothing was sent: " + reason(e), null);
        }
        if (found instanceof Busy busy) {
            throw new Cielo24JobBusyException(
                    jobId,
                    "nothing was sent: another worker is " + doing + ", or died less than the ledger's lease ago; try"
                            + " again later",
                    busy.deadIn());
        }
        return found;
    }

    /** Sends what was claimed. */
    @FunctionalInterface
    interface Sending<T> {
        T send() throws Cielo24Exception;
    }

    /**
     * Sends what was claimed. If that fails, records what is certain then, except after a refusal: only the caller knows
     * what that may mean.
     */
    <T> T send(Claim claim, Sending<T> sending) throws Cielo24Exception {
        try {
            return sending.send();
        } catch (Cielo24ServiceException e) {
            throw e;
        } catch (Cielo24UnknownOutcomeException e) {
            unknown(claim, e);
            throw e;
        } catch (Cielo24Exception e) {
            notAdded(claim, e);
            throw e;
        } catch (RuntimeException | Error e) {
            // it is not known how much was sent
            unknown(claim, e);
            throw e;
        }
    }

    /**
     * The service has it.
     *
     * @throws Cielo24UnknownOutcomeException if that could not be recorded: the exchange must come again
     */
    void added(Claim claim, String taskId, long bytes) throws Cielo24UnknownOutcomeException {
        try {
            ledger.added(claim, taskId, bytes);
        } catch (LedgerException | RuntimeException e) {
            throw new Cielo24UnknownOutcomeException(
                    jobId,
                    "the service " + doneBy + (taskId == null ? "" : " (task " + taskId + ")")
                            + ", but that could not be recorded: " + reason(e),
                    null);
        }
    }

    /**
     * The service has not got it from this claim; from an earlier one it may have.
     *
     * @return whether it certainly has not got it, neither from another owner who has taken the job over
     */
    boolean notAdded(Claim claim, Throwable failure) {
        if (claim.earlier() != Earlier.NONE) {
            unknown(claim, failure);
            return false;
        }
        return settle(() -> ledger.release(claim), failure);
    }

    /** The service may have it. */
    void unknown(Claim claim, Throwable failure) {
        settle(
                () -> {
                    ledger.unknown(claim);
                    return false;
                },
                failure);
    }

    /**
     * @return {@code null} if the service has not got it, or that is not known
     */
    Added find(String key) {
        try {
            return ledger.find(entry, key).orElse(null);
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
