package com.cielo24.ledger;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;

/** What errors of databases mean, by the standard and without any dialect. */
final class SqlErrors {

    private static final String CONSTRAINT_CLASS = "23";
    private static final int SQLITE_CONSTRAINT = 19;

    private SqlErrors() {}

    /** Whether a row with the same key exists; no other constraint can be violated here. */
    static boolean isDuplicate(SQLException e) {
        String state = e.getSQLState();
        if (e instanceof SQLIntegrityConstraintViolationException) {
            return true;
        }
        // SQLite's driver sets no state, but its own result code
        return state == null ? e.getErrorCode() == SQLITE_CONSTRAINT : state.startsWith(CONSTRAINT_CLASS);
    }

    /** Names an error without its message, which may contain addresses and passwords. */
    static String described(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String sql = "";
        for (Throwable cause = e; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            if (cause instanceof SQLException error && error.getSQLState() != null) {
                sql = ", SQLState " + error.getSQLState();
            } else if (cause instanceof SQLException error && error.getErrorCode() != 0) {
                sql = ", error code " + error.getErrorCode();
            }
        }
        return root.getClass().getName() + sql;
    }
}
