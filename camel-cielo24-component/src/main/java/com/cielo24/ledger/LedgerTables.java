package com.cielo24.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of a {@link JdbcMediaLedger}, on one connection. The SQL is that of every database. */
final class LedgerTables {

    /** States of a job. */
    static final String SENDING = "SENDING";

    static final String UNKNOWN = "UNKNOWN";
    static final String ADDED = "ADDED";

    private static final String MEDIA = "create table cielo24_ledger (job_id varchar(64) not null primary key,"
            + " media_key varchar(200) not null, state varchar(8) not null, owner_id varchar(36) not null,"
            + " claim_no decimal(19) not null, mixed decimal(1) not null, task_id varchar(200),"
            + " bytes_sent decimal(19) not null, changed_at decimal(19) not null)";
    private static final String OWNER = "create table cielo24_ledger_owner (owner_id varchar(36) not null primary key,"
            + " beat decimal(19) not null, changed_at decimal(19) not null)";

    private static final String INSERT = "insert into cielo24_ledger (job_id, media_key, state, owner_id, claim_no,"
            + " mixed, task_id, bytes_sent, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String TAKE_OVER = "update cielo24_ledger set media_key = ?, state = 'SENDING', owner_id = ?,"
            + " claim_no = ?, mixed = ?, changed_at = ?"
            + " where job_id = ? and state = ? and owner_id = ? and claim_no = ?";
    private static final String SET_ADDED = "update cielo24_ledger set media_key = ?, state = 'ADDED', owner_id = ?,"
            + " claim_no = ?, task_id = ?, bytes_sent = ?, changed_at = ? where job_id = ? and state <> 'ADDED'";
    private static final String SET_UNKNOWN = "update cielo24_ledger set state = 'UNKNOWN', changed_at = ?"
            + " where job_id = ? and state = 'SENDING' and owner_id = ? and claim_no = ?";
    private static final String DELETE =
            "delete from cielo24_ledger" + " where job_id = ? and state = 'SENDING' and owner_id = ? and claim_no = ?";
    private static final String SELECT = "select media_key, state, owner_id, claim_no, mixed, task_id, bytes_sent"
            + " from cielo24_ledger where job_id = ?";

    private static final String SELECT_BEAT = "select beat from cielo24_ledger_owner where owner_id = ?";
    private static final String SET_BEAT =
            "update cielo24_ledger_owner set beat = ?, changed_at = ? where owner_id = ?";
    private static final String INSERT_BEAT =
            "insert into cielo24_ledger_owner (beat, changed_at, owner_id) values (?, ?, ?)";

    private static final String SELECT_OLD =
            "select job_id from cielo24_ledger where (state <> 'SENDING' and changed_at < ?)"
                    + " or (state = 'SENDING' and changed_at < ?"
                    + " and owner_id not in (select owner_id from cielo24_ledger_owner where changed_at >= ?))";
    private static final String DELETE_OLD = "delete from cielo24_ledger where job_id = ? and changed_at < ?";
    private static final String DELETE_OLD_OWNERS = "delete from cielo24_ledger_owner where changed_at < ?";

    /** No owner has a beat below zero: it has not written one yet, or its row was purged. */
    static final long NO_BEAT = -1;

    /**
     * The entry of a job.
     *
     * @param mixed whether an earlier attempt whose outcome is unknown sent other media
     */
    record Row(String mediaKey, String state, ClaimNumber claim, boolean mixed, String taskId, long bytes) {}

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    LedgerTables(Connection connection) {
        this.connection = connection;
    }

    /** Creates the tables unless they exist. {@code create table if not exists} is not in the standard. */
    void prepare() throws SQLException {
        connection.setAutoCommit(true);
        create("cielo24_ledger", MEDIA);
        create("cielo24_ledger_owner", OWNER);
        connection.setAutoCommit(false);
    }

    private void create(String table, String ddl) throws SQLException {
        if (exists(table)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(ddl);
        } catch (SQLException e) {
            // another process may have created it in this moment
            if (!exists(table)) {
                throw e;
            }
        }
    }

    private boolean exists(String table) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1 from " + table + " where 1 = 0")) {
            return !rows.next();
        } catch (SQLException e) {
            return false;
        }
    }

    void insertSending(String job, String key, ClaimNumber claim, long now) throws SQLException {
        update(INSERT, job, key, SENDING, claim.owner(), claim.number(), 0, null, 0, now);
    }

    /** The same, with others of its kind, in {@link #executeBatches}. */
    void batchSending(String job, String key, ClaimNumber claim, long now) throws SQLException {
        prepared(INSERT, job, key, SENDING, claim.owner(), claim.number(), 0, null, 0, now)
                .addBatch();
    }

    void insertAdded(String job, String key, ClaimNumber claim, String taskId, long bytes, long now)
            throws SQLException {
        update(INSERT, job, key, ADDED, claim.owner(), claim.number(), 0, taskId, bytes, now);
    }

    Row select(String job) throws SQLException {
        PreparedStatement statement = prepared(SELECT, job);
        try (ResultSet row = statement.executeQuery()) {
            return !row.next()
                    ? null
                    : new Row(
                            row.getString(1),
                            row.getString(2),
                            new ClaimNumber(row.getString(3), row.getLong(4)),
                            row.getInt(5) != 0,
                            row.getString(6),
                            row.getLong(7));
        }
    }

    /**
     * @return whether the row was still as it had been read
     */
    boolean takeOver(String job, Row row, String key, ClaimNumber claim, boolean mixed, long now) throws SQLException {
        ClaimNumber last = row.claim();
        return update(
                        TAKE_OVER,
                        key,
                        claim.owner(),
                        claim.number(),
                        mixed ? 1 : 0,
                        now,
                        job,
                        row.state(),
                        last.owner(),
                        last.number())
                > 0;
    }

    /**
     * @return whether there was a row without media
     */
    boolean setAdded(String job, String key, ClaimNumber claim, String taskId, long bytes, long now)
            throws SQLException {
        return update(SET_ADDED, key, claim.owner(), claim.number(), taskId, bytes, now, job) > 0;
    }

    /** The same, with others of its kind, in {@link #executeBatches}. */
    void batchAdded(String job, String key, ClaimNumber claim, String taskId, long bytes, long now)
            throws SQLException {
        prepared(SET_ADDED, key, claim.owner(), claim.number(), taskId, bytes, now, job)
                .addBatch();
    }

    /**
     * Writes what was batched: on a network, that is two messages instead of one for each row.
     *
     * @throws SQLException if there is a row that must not be there, or one is missing
     */
    void executeBatches() throws SQLException {
        executeBatch(INSERT);
        for (int count : executeBatch(SET_ADDED)) {
            if (count != 1) {
                throw new SQLException("a row is missing, or the driver does not know");
            }
        }
    }

    private int[] executeBatch(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        return statement == null ? new int[0] : statement.executeBatch();
    }

    /**
     * @return whether the claim was still held
     */
    boolean setUnknown(String job, ClaimNumber claim, long now) throws SQLException {
        return update(SET_UNKNOWN, now, job, claim.owner(), claim.number()) > 0;
    }

    /**
     * @return whether the claim was still held
     */
    boolean delete(String job, ClaimNumber claim) throws SQLException {
        return update(DELETE, job, claim.owner(), claim.number()) > 0;
    }

    long selectBeat(String owner) throws SQLException {
        PreparedStatement statement = prepared(SELECT_BEAT, owner);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : NO_BEAT;
        }
    }

    void setBeat(String owner, long beat, long now) throws SQLException {
        if (update(SET_BEAT, beat, now, owner) == 0) {
            update(INSERT_BEAT, beat, now, owner);
        }
    }

    /**
     * @param  before   in milliseconds since 1970
     * @param  lastSign owners that have given no sign of life since then are dead, in milliseconds since 1970
     * @param  most     how many to return
     * @return          jobs that nobody is sending media to, and that have not changed since
     */
    List<String> selectOld(long before, long lastSign, int most) throws SQLException {
        PreparedStatement statement = prepared(SELECT_OLD, before, lastSign, lastSign);
        statement.setMaxRows(most);
        List<String> jobs = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                jobs.add(rows.getString(1));
            }
        }
        return jobs;
    }

    int deleteOld(String job, long before) throws SQLException {
        return update(DELETE_OLD, job, before);
    }

    void deleteOldOwners(long before) throws SQLException {
        update(DELETE_OLD_OWNERS, before);
    }

    private int update(String sql, Object... values) throws SQLException {
        return prepared(sql, values).executeUpdate();
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Number number) {
                statement.setLong(i + 1, number.longValue());
            } else {
                statement.setString(i + 1, (String) values[i]);
            }
        }
        return statement;
    }

    /** Closes the statements, as not every pool does. */
    void close() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
    }

    /** Ends the transaction. */
    void commit() throws SQLException {
        connection.commit();
    }

    /** Ends the transaction, and forgets what was batched. */
    void rollback() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.clearBatch();
        }
        connection.rollback();
    }
}
