package com.cielo24.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import com.cielo24.ledger.MediaLedger.Added;
import com.cielo24.ledger.MediaLedger.Busy;
import com.cielo24.ledger.MediaLedger.Claim;
import com.cielo24.ledger.MediaLedger.Earlier;
import com.cielo24.ledger.MediaLedger.Result;

/** Claims a job: inserts its row; if it has one, decides by that. */
final class ClaimWrite extends Write<Result> {

    private static final int MOST_CHANGES = 10;
    private static final Duration LIVES = Duration.ofDays(365_000);

    private final String key;
    private final Claim asked;
    private final ClaimNumber number;
    private final Set<Long> active;
    private final Lease lease;
    private final LongSupplier wallClock;
    private final Consumer<Claim> takeBack;

    private Earlier earlier = Earlier.NONE;
    private boolean mayBeCommitted;

    /**
     * @param job      as stored
     * @param key      as stored
     * @param asked    of the caller
     * @param active   the numbers of this owner's claims
     * @param takeBack writes that nobody has the claim
     */
    ClaimWrite(
            String job,
            String key,
            Claim asked,
            Set<Long> active,
            Lease lease,
            LongSupplier wallClock,
            Consumer<Claim> takeBack) {
        super(job, false);
        this.key = key;
        this.asked = asked;
        this.number = ClaimNumber.of(asked);
        this.active = active;
        this.lease = lease;
        this.wallClock = wallClock;
        this.takeBack = takeBack;
    }

    @Override
    boolean fitsGroup() {
        return true;
    }

    @Override
    Result inGroup(LedgerTables tables) throws SQLException {
        tables.insertSending(job(), key, number, wallClock.getAsLong());
        return granted();
    }

    @Override
    Result inBatch(LedgerTables tables) throws SQLException {
        tables.batchSending(job(), key, number, wallClock.getAsLong());
        return granted();
    }

    @Override
    Result alone(LedgerTables tables) throws SQLException {
        for (int i = 0; i < MOST_CHANGES; i++) {
            long now = lease.now();
            LedgerTables.Row row = tables.select(job());
            Duration left = row == null ? Duration.ZERO : lifetime(tables, row, now);
            // ends the transaction: some databases refuse to write in one that has read what others have changed since
            tables.rollback();
            Result result = row == null ? inserted(tables) : judged(tables, row, left);
            if (result != null) {
                return result;
            }
        }
        throw new SQLException("the row of the job keeps changing");
    }

    private Result inserted(LedgerTables tables) throws SQLException {
        try {
            return inGroup(tables);
        } catch (SQLException e) {
            if (!SqlErrors.isDuplicate(e)) {
                throw e;
            }
            tables.rollback();
            return null;
        }
    }

    /**
     * @return {@code null} if the row has changed since
     */
    private Result judged(LedgerTables tables, LedgerTables.Row row, Duration left) throws SQLException {
        if (row.state().equals(LedgerTables.ADDED)) {
            return new Added(row.mediaKey().equals(key), row.taskId(), row.bytes());
        }
        if (row.state().equals(LedgerTables.SENDING)) {
            if (row.claim().equals(number)) {
                // it was committed, although the commit seemed to fail
                return granted();
            }
            if (left.equals(LIVES)) {
                return new Busy(null);
            }
            if (!left.isZero() && !left.isNegative()) {
                return new Busy(left);
            }
        }
        boolean mixed = row.mixed() || !row.mediaKey().equals(key);
        earlier = mixed ? Earlier.OTHER_MEDIA : Earlier.SAME_MEDIA;
        if (!tables.takeOver(job(), row, key, number, mixed, wallClock.getAsLong())) {
            tables.rollback();
            return null;
        }
        lease.forget(job());
        return granted();
    }

    /** How long the owner of a row certainly lives; zero or less if it is dead, or has settled its claim. */
    private Duration lifetime(LedgerTables tables, LedgerTables.Row row, long now) throws SQLException {
        if (!row.state().equals(LedgerTables.SENDING)) {
            return Duration.ZERO;
        }
        ClaimNumber holder = row.claim();
        if (holder.owner().equals(number.owner())) {
            return active.contains(holder.number()) ? LIVES : Duration.ZERO;
        }
        return lease.left(job(), holder, tables.selectBeat(holder.owner()), now);
    }

    private Claim granted() {
        return new Claim(asked.jobId(), asked.mediaKey(), asked.id(), earlier);
    }

    @Override
    void written(Result result, boolean wanted) {
        if (!(result instanceof Claim claim)) {
            active.remove(number.number());
        } else if (!wanted) {
            takeBack.accept(claim);
        }
    }

    @Override
    void committing() {
        mayBeCommitted = true;
    }

    @Override
    void failed() {
        if (mayBeCommitted) {
            takeBack.accept(granted());
        } else {
            active.remove(number.number());
        }
    }
}
