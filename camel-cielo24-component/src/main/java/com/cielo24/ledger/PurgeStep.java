package com.cielo24.ledger;

import java.sql.SQLException;
import java.util.List;

/** Forgets some jobs: a few at a time, as claims wait for it. */
final class PurgeStep extends Write<Integer> {

    private static final int AT_ONCE = 500;

    private final long before;

    /**
     * @param before in milliseconds since 1970
     */
    PurgeStep(long before) {
        super("", false);
        this.before = before;
    }

    @Override
    Integer alone(LedgerTables tables) throws SQLException {
        List<String> old = tables.selectOld(before, AT_ONCE);
        tables.rollback();
        int deleted = 0;
        for (String job : old) {
            deleted += tables.deleteOld(job, before);
        }
        if (old.isEmpty()) {
            tables.deleteOldOwners(before);
        }
        return deleted;
    }
}
