package com.cielo24.examples.queue;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the workers know of each media of each job, across processes, machines and crashes: whether it is being sent,
 * may have arrived, or was added. An idempotent repository alone would not do: after a crash it only says that the
 * media was seen, and a message that is skipped for that would be lost.
 *
 * <p>Only who has the {@link JobLocks.Lock lock} of a job may ask or change what is known of its media. Each method throws
 * {@link DataAccessException} if the database does not answer.
 */
final class Ledger {

    /** What is known of media; there is no entry for what certainly did not arrive. */
    enum State {
        /** A worker is sending it, or died while it was. */
        SENDING,
        /** It was sent, and nobody knows whether the service has it. */
        UNKNOWN,
        /** The service has it. */
        ADDED
    }

    /**
     * @param task  of the service, where it was added; else {@code null}
     * @param bytes of the upload; {@code null} for a URL, or where it was not added
     */
    record Entry(State state, String task, Long bytes) {}

    private final JdbcTemplate jdbc;

    Ledger(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
    }

    /** Makes the tables, unless they are there. */
    void prepare() {
        try {
            create();
        } catch (DataAccessException e) {
            // two workers that start at once get into each other's way; the other one has made them
            create();
        }
    }

    private void create() {
        jdbc.execute("create table if not exists cielo24_media (job varchar(64) not null, media varchar(64) not null,"
                + " state varchar(16) not null, task varchar(64), bytes bigint,"
                + " changed timestamp default current_timestamp not null, primary key (job, media))");
        jdbc.execute("create table if not exists cielo24_lock (job varchar(64) not null primary key)");
    }

    Optional<Entry> find(MediaRequest media) {
        List<Entry> entries = jdbc.query(
                "select state, task, bytes from cielo24_media where job = ? and media = ?",
                (row, number) ->
                        new Entry(State.valueOf(row.getString(1)), row.getString(2), row.getObject(3, Long.class)),
                media.jobId(),
                media.key());
        return entries.stream().findFirst();
    }

    /** Before the first byte is sent: should this process die, the next worker must know. */
    void sending(MediaRequest media) {
        jdbc.update(
                "insert into cielo24_media (job, media, state) values (?, ?, ?)",
                media.jobId(),
                media.key(),
                State.SENDING.name());
    }

    void unknown(MediaRequest media) {
        change(media, new Entry(State.UNKNOWN, null, null));
    }

    void added(MediaRequest media, String task, Long bytes) {
        change(media, new Entry(State.ADDED, task, bytes));
    }

    private void change(MediaRequest media, Entry entry) {
        jdbc.update(
                "update cielo24_media set state = ?, task = ?, bytes = ?, changed = current_timestamp"
                        + " where job = ? and media = ?",
                entry.state().name(),
                entry.task(),
                entry.bytes(),
                media.jobId(),
                media.key());
    }

    /** It certainly did not arrive, so that it may be sent again. */
    void forget(MediaRequest media) {
        jdbc.update("delete from cielo24_media where job = ? and media = ?", media.jobId(), media.key());
    }
}
