package com.cielo24.ledger;

import java.sql.SQLException;
import java.util.Set;

import com.cielo24.ledger.MediaLedger.Claim;

/** Ends a claim. It is written, whenever the database can be used again. */
abstract class Settlement extends Write<Void> {

    final ClaimNumber number;
    private final Set<Long> active;

    /**
     * @param active the numbers of this owner's claims
     */
    Settlement(Claim claim, Set<Long> active) {
        super(StoredText.ofJob(claim.jobId()), true);
        this.number = ClaimNumber.of(claim);
        this.active = active;
    }

    @Override
    final boolean fitsGroup() {
        return true;
    }

    @Override
    Void inGroup(LedgerTables tables) throws SQLException {
        return alone(tables);
    }

    @Override
    final void written(Void nothing, boolean wanted) {
        active.remove(number.number());
    }

    /** The service has the media. */
    static final class OfAdded extends Settlement {

        private final String key;
        private final String taskId;
        private final long bytes;
        private final long now;

        /**
         * @param now in milliseconds since 1970
         */
        OfAdded(Claim claim, Set<Long> active, String taskId, long bytes, long now) {
            super(claim, active);
            this.key = StoredText.ofKey(claim.mediaKey());
            this.taskId = StoredText.ofTask(taskId);
            this.bytes = bytes;
            this.now = now;
        }

        @Override
        Void inGroup(LedgerTables tables) throws SQLException {
            if (!tables.setAdded(job(), key, number, taskId, bytes, now)) {
                throw new NotInGroupException();
            }
            return null;
        }

        @Override
        Void inBatch(LedgerTables tables) throws SQLException {
            tables.batchAdded(job(), key, number, taskId, bytes, now);
            return null;
        }

        /** Whoever took the job over may have removed the row, or recorded the same. */
        @Override
        Void alone(LedgerTables tables) throws SQLException {
            if (tables.setAdded(job(), key, number, taskId, bytes, now)) {
                return null;
            }
            tables.rollback();
            boolean exists = tables.select(job()) != null;
            tables.rollback();
            if (!exists) {
                tables.insertAdded(job(), key, number, taskId, bytes, now);
            }
            return null;
        }
    }

    /** The service may have it. */
    static final class OfUnknown extends Settlement {

        private final long now;

        /**
         * @param now in milliseconds since 1970
         */
        OfUnknown(Claim claim, Set<Long> active, long now) {
            super(claim, active);
            this.now = now;
        }

        @Override
        Void alone(LedgerTables tables) throws SQLException {
            tables.setUnknown(job(), number, now);
            return null;
        }
    }

    /** The service certainly has not got it. */
    static final class OfRelease extends Settlement {

        OfRelease(Claim claim, Set<Long> active) {
            super(claim, active);
        }

        @Override
        Void alone(LedgerTables tables) throws SQLException {
            tables.delete(job(), number);
            return null;
        }
    }
}
