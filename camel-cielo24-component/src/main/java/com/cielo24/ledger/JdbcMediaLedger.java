package com.cielo24.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a database. All processes and machines that add media to the same jobs must share that database. The tables
 * {@code cielo24_ledger} and {@code cielo24_ledger_owner} are created when they are first needed. Plain SQL without any
 * dialect: a claimant learns of another because its insert fails.
 * <p>
 * A claim is one statement, and so is what settles it. Everything that concurrent callers have to write is committed
 * together, by one thread that uses one connection; each caller waits for its own commit. No transaction and no lock is
 * held while media is sent.
 * <p>
 * While it has claims, a ledger raises a number in the database every sixth of the lease: its beat. If a claimant sees
 * that the beat of an owner has not changed for the length of the lease, by the claimant's own clock, the owner counts as
 * dead. Clocks of machines are never compared, and a clock that is set has no effect.
 * <p>
 * If the database cannot be used, {@link #claim} fails after about a second, or after ten if the database gives no answer
 * at all. {@link #added}, {@link #unknown} and {@link #release} are tried until the database is back; their callers wait
 * for the length of the lease at most.
 * <p>
 * The connections must not take part in transactions of their environment (JTA). Thread-safe. The ledger must be closed
 * by its creator.
 */
public final class JdbcMediaLedger implements MediaLedger, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcMediaLedger.class);

    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Less than the patience of those who abort it: they may have waited before it got stuck. */
    private static final Duration STUCK = Duration.ofSeconds(8);

    private static final int BEATS_OF_A_LEASE = 6;
    private static final int LEASES_OF_THE_DEAD = 3;

    private final String owner = UUID.randomUUID().toString();
    private final AtomicLong claims = new AtomicLong();
    private final Set<Long> active = ConcurrentHashMap.newKeySet();
    private final Duration leaseLength;
    private final Lease lease;
    private final LongSupplier wallClock;
    private final LedgerWriter writer;
    private long beat;

    /**
     * A ledger with a lease of 30 seconds.
     *
     * @param dataSource of a database; a pool needs one connection for it
     */
    public JdbcMediaLedger(DataSource dataSource) {
        this(dataSource, DEFAULT_LEASE);
    }

    /**
     * @param  dataSource as above
     * @param  lease      how long an owner may give no sign of life before others take over its jobs, 1 second to 1 day;
     *                    the same for all processes that share the database. After a crash, the jobs of the dead owner
     *                    are busy for this long
     * @throws IllegalArgumentException if the lease is out of its range
     */
    public JdbcMediaLedger(DataSource dataSource, Duration lease) {
        this(dataSource, lease, Clock.systemUTC(), System::nanoTime);
    }

    JdbcMediaLedger(DataSource dataSource, Duration lease, Clock clock, LongSupplier nanoTime) {
        if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException("the lease must be 1 second to 1 day, but is " + lease);
        }
        this.leaseLength = lease;
        this.lease = new Lease(lease, nanoTime);
        this.wallClock = clock::millis;
        this.writer = new LedgerWriter(dataSource, lease.dividedBy(BEATS_OF_A_LEASE), this::beat);
    }

    @Override
    public Result claim(String jobId, String mediaKey) throws LedgerException {
        ClaimNumber number = new ClaimNumber(owner, claims.incrementAndGet());
        Claim asked = new Claim(jobId, mediaKey, number.id(), Earlier.NONE);
        ClaimWrite write = new ClaimWrite(
                StoredText.ofJob(jobId), StoredText.ofKey(mediaKey), asked, active, lease, wallClock, this::takeBack);
        active.add(number.number());
        try {
            writer.submit(write);
        } catch (LedgerException e) {
            active.remove(number.number());
            throw e;
        }
        return result(write);
    }

    /** Nobody will send anything for this claim. */
    private void takeBack(Claim claim) {
        try {
            writer.submit(claim.earlier() == Earlier.NONE ? releasing(claim) : leavingUnknown(claim));
        } catch (LedgerException e) {
            // closed: others take the claim over when the lease has passed
            LOG.debug("Job {}: the claim could not be withdrawn", claim.jobId());
        }
    }

    @Override
    public void added(Claim claim, String taskId, long bytes) throws LedgerException {
        settle(new Settlement.OfAdded(claim, active, taskId, bytes, wallClock.getAsLong()));
    }

    @Override
    public void unknown(Claim claim) throws LedgerException {
        settle(leavingUnknown(claim));
    }

    @Override
    public boolean release(Claim claim) throws LedgerException {
        return settle(releasing(claim));
    }

    private Settlement leavingUnknown(Claim claim) {
        return new Settlement.OfUnknown(claim, active, wallClock.getAsLong());
    }

    private Settlement releasing(Claim claim) {
        return new Settlement.OfRelease(claim, active);
    }

    /** An interrupt must not lose what the service has said. */
    private boolean settle(Settlement settlement) throws LedgerException {
        writer.submit(settlement);
        boolean interrupted = false;
        long end = System.nanoTime() + leaseLength.toNanos();
        try {
            while (true) {
                try {
                    return settlement.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            writer.abortIfStuck(STUCK);
            throw new LedgerException("the ledger's database could not be written for " + leaseLength.toMillis()
                    + " ms; it will be written when that is possible again");
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Optional<Added> find(String jobId, String mediaKey) throws LedgerException {
        String job = StoredText.ofJob(jobId);
        Write<Optional<Added>> question = new Write<>(job, false) {
            @Override
            Optional<Added> alone(LedgerTables tables) throws SQLException {
                LedgerTables.Row row = tables.select(job);
                return row == null || !row.state().equals(LedgerTables.ADDED)
                        ? Optional.empty()
                        : Optional.of(new Added(
                                row.mediaKey().equals(StoredText.ofKey(mediaKey)), row.taskId(), row.bytes()));
            }
        };
        writer.submit(question);
        return result(question);
    }

    /**
     * Deletes the entries that have not changed for a time, except those of jobs to which media is being sent. If media
     * comes for such a job after that, it is sent, and the service refuses it if the job has media. So the age must be longer
     * than the time for which a message or file may come again. Ages are measured with the clocks of the machines. To be
     * called by a timer, about once a day.
     *
     * @param  age             since the last change, zero or more; for example 90 days
     * @return                 the number of jobs forgotten
     * @throws LedgerException if the ledger cannot be used
     * @throws IllegalArgumentException if the age is negative
     */
    public long purge(Duration age) throws LedgerException {
        if (age.isNegative()) {
            throw new IllegalArgumentException("the age must be zero or more, but is " + age);
        }
        long now = wallClock.getAsLong();
        long before = now - age.toMillis();
        // clocks may differ a little, and a beat may be late
        long lastSign = Math.min(
                before, now - leaseLength.multipliedBy(LEASES_OF_THE_DEAD).toMillis());
        long purged = 0;
        while (true) {
            PurgeStep step = new PurgeStep(before, lastSign);
            writer.submit(step);
            int count = result(step);
            if (count == 0) {
                return purged;
            }
            purged += count;
        }
    }

    private <T> T result(Write<T> write) throws LedgerException {
        try {
            return write.await(PATIENCE);
        } catch (TimeoutException e) {
            writer.abortIfStuck(STUCK);
            return lastResult(write, "the ledger's database did not answer for " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            try {
                return lastResult(write, "interrupted while waiting for the ledger's database");
            } finally {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** It may have arrived in this moment. */
    private static <T> T lastResult(Write<T> write, String otherwise) throws LedgerException {
        try {
            if (!write.abandon()) {
                return write.await(Duration.ZERO);
            }
        } catch (TimeoutException | InterruptedException e) {
            throw new IllegalStateException("there is a result", e);
        }
        throw new LedgerException(otherwise);
    }

    /** Called by the writer. */
    private Write<?> beat() {
        if (active.isEmpty()) {
            return null;
        }
        long next = ++beat;
        return new Write<Void>("", false) {
            @Override
            boolean fitsGroup() {
                return true;
            }

            @Override
            Void inGroup(LedgerTables tables) throws SQLException {
                return alone(tables);
            }

            @Override
            Void alone(LedgerTables tables) throws SQLException {
                tables.setBeat(owner, next, wallClock.getAsLong());
                return null;
            }
        };
    }

    /** Waits a few seconds for what has to be written. Claims that are not settled stay with this ledger's owner. */
    @Override
    public void close() {
        writer.close();
    }
}
