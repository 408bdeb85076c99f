package com.cielo24.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * Records what was sent to which job, so that a job's media is added once, and its transcription is ordered once, across
 * redelivery, crashes and machines. All processes that work on the same jobs share one ledger. A job takes one piece of
 * media, ever (page "Add Media To Job", first paragraph), so the ledger has at most one entry for the media of a job: the
 * entry of the job's id. The order of a job has an entry of its own, {@code order-} and the job's id; what is said here of
 * jobs and media is true of orders too. Its key is a text of what is ordered, and it has no bytes.
 * <p>
 * Before media is sent, its job is {@linkplain #claim claimed}. The claim is held while the media is sent, for hours if
 * necessary, and then settled by exactly one of {@link #added}, {@link #unknown} and {@link #release}. If its owner dies
 * instead, the next claimant takes the job over. An owner may come back after others have taken it for dead, for
 * example because its machine was suspended. That is safe: the service never attaches media twice, and what the service
 * confirmed may always be recorded. An order may be taken twice, so the next claimant must ask the service first.
 * <p>
 * Implementations must be thread-safe. All changes must be durable when the method returns. Job ids, also those of orders,
 * are the same in upper and lower case. Media keys are texts of any length and content, and are compared exactly.
 */
public interface MediaLedger {

    /**
     * Claims a job, atomically: of several claimants one gets the job.
     *
     * @param  jobId           the job, a hex string
     * @param  mediaKey        identifies the media to send
     * @return                 a {@link Claim} if the job is free, or its last owner died or did not learn the outcome;
     *                         {@link Added} if the job has media; {@link Busy} if another owner is sending media to it
     * @throws LedgerException if the ledger cannot be used. The job is not claimed: if the claim was written nevertheless,
     *                         the ledger withdraws it
     */
    Result claim(String jobId, String mediaKey) throws LedgerException;

    /**
     * The service has the media. Recorded even if another owner has taken the job over in the meantime. If this cannot be
     * written immediately, the ledger tries again for a while.
     *
     * @param  claim           of the job
     * @param  taskId          the service's id of the task; {@code null} if it is not known
     * @param  bytes           size of the upload in bytes; 0 for a URL
     * @throws LedgerException if it could not be recorded. The next claimant then finds an earlier attempt whose outcome
     *                         is unknown
     */
    void added(Claim claim, String taskId, long bytes) throws LedgerException;

    /**
     * The service may have the media. Has no effect if another owner has taken the job over.
     *
     * @param  claim           of the job
     * @throws LedgerException if it could not be recorded. The next claimant then finds the same
     */
    void unknown(Claim claim) throws LedgerException;

    /**
     * The service certainly does not have the media, neither from this claim nor from an earlier one: removes the entry.
     * Must not be called if {@link Claim#earlier()} is anything but {@link Earlier#NONE}; {@link #unknown} keeps what
     * was known. Has no effect if another owner has taken the job over.
     *
     * @param  claim           of the job
     * @return                 {@code false} if another owner may have taken the job over, and may have added media
     * @throws LedgerException if it could not be recorded. The next claimant then finds an earlier attempt whose outcome
     *                         is unknown
     */
    boolean release(Claim claim) throws LedgerException;

    /**
     * The media that a job has, as far as the ledger knows.
     *
     * @param  jobId           the job, a hex string
     * @param  mediaKey        to compare with that of the media
     * @return                 empty if no media was added
     * @throws LedgerException if the ledger cannot be used
     */
    Optional<Added> find(String jobId, String mediaKey) throws LedgerException;

    /** The answer to {@link #claim}. */
    sealed interface Result permits Claim, Added, Busy {}

    /**
     * The caller may send media to the job, and must settle the claim afterwards.
     *
     * @param jobId    the job
     * @param mediaKey the media
     * @param id       distinguishes this claim from all others, of all processes
     * @param earlier  whether an earlier attempt may have added media
     */
    record Claim(String jobId, String mediaKey, String id, Earlier earlier) implements Result {}

    /**
     * The job has media.
     *
     * @param sameMedia whether its key is the one that was asked for
     * @param taskId    the service's id of the task; {@code null} if it is not known
     * @param bytes     size of the upload in bytes; 0 for a URL
     */
    record Added(boolean sameMedia, String taskId, long bytes) implements Result {}

    /**
     * Another owner is sending media to the job, or died so recently that this is not certain yet. Try again later.
     *
     * @param deadIn the time after which the owner counts as dead unless it gives a sign of life; {@code null} if it is
     *               known to be alive
     */
    record Busy(Duration deadIn) implements Result {}

    /** What earlier attempts may have left at the service. */
    enum Earlier {
        /** Nothing: no attempt, or only attempts that certainly failed. */
        NONE,
        /** Perhaps the same media: an attempt with the same key ended without a known outcome. */
        SAME_MEDIA,
        /** Perhaps other media: an attempt with another key did. */
        OTHER_MEDIA
    }
}
