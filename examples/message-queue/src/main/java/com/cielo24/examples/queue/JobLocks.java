package com.cielo24.examples.queue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Keeps workers from sending media of one job at the same time. A lock is a row that is inserted and never committed:
 * a second insert of the same key has to wait, and when a worker dies its database connection does, and the row with
 * it. The message groups of JMS would not do: they need the sender's help, and when a broker takes a consumer for dead
 * they pass to the next one, while the first may still be sending.
 */
final class JobLocks {

    /** What H2 says after it has waited for the row of another transaction. */
    private static final int H2_CONCURRENT_UPDATE = 90131;

    /** Held until it is closed, or its process ends. */
    static final class Lock implements AutoCloseable {
        private final Connection connection;
        private final DataSource database;

        private Lock(Connection connection, DataSource database) {
            this.connection = connection;
            this.database = database;
        }

        /** Lets go. Whatever happens to the connection, the row is gone. */
        @Override
        public void close() {
            try {
                connection.rollback();
                connection.setAutoCommit(true);
            } catch (SQLException e) {
                // the connection is dead, and the lock with it
            } finally {
                DataSourceUtils.releaseConnection(connection, database);
            }
        }
    }

    private final DataSource database;

    JobLocks(DataSource database) {
        this.database = database;
    }

    /**
     * @return                                             empty if another worker has media of the job under way
     * @throws DataAccessException if the database does not answer
     */
    Optional<Lock> take(String jobId) {
        Connection connection = DataSourceUtils.getConnection(database);
        Lock lock = new Lock(connection, database);
        try {
            connection.setAutoCommit(false);
            new JdbcTemplate(new SingleConnectionDataSource(connection, true))
                    .update("insert into cielo24_lock (job) values (?)", jobId);
            return Optional.of(lock);
        } catch (DataAccessException e) {
            lock.close();
            if (isTaken(e)) {
                return Optional.empty();
            }
            throw e;
        } catch (SQLException e) {
            lock.close();
            throw new CannotGetJdbcConnectionException("the database connection broke: " + e.getMessage());
        }
    }

    private static boolean isTaken(DataAccessException e) {
        return e instanceof PessimisticLockingFailureException
                || e instanceof DuplicateKeyException
                || e.getRootCause() instanceof SQLException cause && cause.getErrorCode() == H2_CONCURRENT_UPDATE;
    }
}
