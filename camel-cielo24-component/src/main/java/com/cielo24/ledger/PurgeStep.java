package com.cielo24.ledger;

import java.sql.SQLException;
import java.util.List;

/** Forgets some jobs: a few at a time, as claims wait for it. */
final class PurgeStep extends Write<Integer> {

    private static final int AT_ONCE = 500;

    private final long before;
    private final long lastSign;

    /**
     * @param before   in milliseconds since 1970
     * @param lastSign owners that have given no sign of life since then are dead, in milliseconds since 1970
     */
    PurgeStep(long before, long lastSign) {
        super("", false);
        this.before = before;
        this.lastSign = lastSign;
    }

    @Override
    Integer alone(LedgerTables tables) throws SQLException {
        List<String> old = tables.selectOld(before, lastSign, AT_ONCE);
        tables.rollback();
        int deleted = 0;
        for (String job : old) {
            deleted += tables.deleteOld(job, before);
        }
        if (old.isEmpty()) {
            tables.deleteOldOwners(lastSign);
        }
        return deleted;
    }
}
