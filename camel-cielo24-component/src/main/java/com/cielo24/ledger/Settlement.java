package com.cielo24.ledger;

import java.sql.SQLException;
import java.util.Set;

import com.cielo24.ledger.MediaLedger.Claim;

/** Ends a claim, and says whether it was still held. It is written, whenever the database can be used again. */
abstract class Settlement extends Write<Boolean> {

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
    Boolean inGroup(LedgerTables tables) throws SQLException {
        return alone(tables);
    }

    @Override
    final void written(Boolean held, boolean wanted) {
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
        Boolean inGroup(LedgerTables tables) throws SQLException {
            if (!tables.setAdded(job(), key, number, taskId, bytes, now)) {
                throw new NotInGroupException();
            }
            return true;
        }

        @Override
        Boolean inBatch(LedgerTables tables) throws SQLException {
            tables.batchAdded(job(), key, number, taskId, bytes, now);
            return true;
        }

        /** Whoever took the job over may have removed the row, or recorded the same. */
        @Override
        Boolean alone(LedgerTables tables) throws SQLException {
            if (tables.setAdded(job(), key, number, taskId, bytes, now)) {
                return true;
            }
            tables.rollback();
            boolean exists = tables.select(job()) != null;
            tables.rollback();
            if (!exists) {
                tables.insertAdded(job(), key, number, taskId, bytes, now);
            }
            return false;
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
        Boolean alone(LedgerTables tables) throws SQLException {
            return tables.setUnknown(job(), number, now);
        }
    }

    /** The service certainly has not got it. */
    static final class OfRelease extends Settlement {

        OfRelease(Claim claim, Set<Long> active) {
            super(claim, active);
        }

        @Override
        Boolean alone(LedgerTables tables) throws SQLException {
            return tables.delete(job(), number);
        }
    }
}
