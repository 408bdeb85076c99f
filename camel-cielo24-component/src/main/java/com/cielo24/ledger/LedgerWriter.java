package com.cielo24.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits together what concurrent callers have to write: one thread, one connection, one transaction for all that has
 * gathered while the last one was being committed. A commit is what costs, on a disk as on a network.
 */
final class LedgerWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    private static final int LARGEST_GROUP = 1_000;
    private static final int MOST_ATTEMPTS = 4;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    /** Only wakes the writing thread. */
    private static final Write<Void> WAKE = new Write<>("", false) {
        @Override
        Void alone(LedgerTables tables) {
            return null;
        }
    };

    private final DataSource dataSource;
    private final Duration beatInterval;
    private final Supplier<Write<?>> beats;
    private final LinkedBlockingQueue<Write<?>> queue = new LinkedBlockingQueue<>();
    private Thread thread;
    private volatile boolean closed;

    // used by the writing thread
    private List<Write<?>> pending = new ArrayList<>();
    private LedgerTables tables;
    private boolean autoCommit;
    private long lastBeat;
    private Duration pause = SHORTEST_PAUSE;
    private boolean away;

    // read by those who wait
    private volatile Connection connection;
    private volatile long busySince;
    private volatile boolean busy;

    /**
     * @param beats returns a sign of life to write; {@code null} if none is necessary
     */
    LedgerWriter(DataSource dataSource, Duration beatInterval, Supplier<Write<?>> beats) {
        this.dataSource = dataSource;
        this.beatInterval = beatInterval;
        this.beats = beats;
        this.lastBeat = System.nanoTime() - beatInterval.toNanos();
    }

    synchronized void submit(Write<?> write) throws LedgerException {
        if (closed) {
            throw new LedgerException("the ledger is closed");
        }
        queue.add(write);
        if (thread == null || !thread.isAlive()) {
            thread = new Thread(this::run, "cielo24-ledger");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Frees the thread from a database that has gone silent: not every driver is configured with a timeout. */
    void abortIfStuck(Duration patience) {
        Connection stuck = connection;
        if (stuck != null && busy && System.nanoTime() - busySince > patience.toNanos()) {
            if (!closed) {
                LOG.warn(
                        "The ledger's database has not answered for {} s; its connection is aborted",
                        patience.toSeconds());
            }
            try {
                stuck.abort(Runnable::run);
            } catch (SQLException | RuntimeException | Error e) {
                LOG.debug("Could not abort the connection: {}", SqlErrors.described(e));
            }
        }
    }

    /** Writes what is left, if that takes no longer than a few seconds. */
    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            queue.add(WAKE);
            last = thread;
        }
        if (last == null) {
            return;
        }
        try {
            last.join(LONGEST_CLOSE.toMillis());
            if (last.isAlive()) {
                last.interrupt();
                abortIfStuck(Duration.ZERO);
                last.join(LONGEST_PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            last.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed || !queue.isEmpty() || !pending.isEmpty()) {
            try {
                next();
                write();
            } catch (InterruptedException e) {
                if (closed) {
                    LOG.debug("The ledger was closed while it was writing");
                    break;
                }
                // others have no reason to end it
            } catch (RuntimeException | Error e) {
                // such as an OutOfMemoryError: what is pending is tried again
                LOG.error("The ledger failed, and continues: {}", SqlErrors.described(e));
                disconnect();
                pause = LONGEST_PAUSE;
            }
        }
        queue.drainTo(pending);
        pending.forEach(write -> write.giveUp("the ledger was closed before it could be written"));
        pending.clear();
        disconnect();
    }

    /** Adds to what is pending. */
    private void next() throws InterruptedException {
        if (pending.isEmpty()) {
            Write<?> first = queue.poll(untilBeat().toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                pending.add(first);
            }
        } else {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
        queue.drainTo(pending, LARGEST_GROUP);
        pending.remove(WAKE);
        if (untilBeat().isZero()) {
            lastBeat = System.nanoTime();
            Write<?> beat = beats.get();
            if (beat != null) {
                pending.add(beat);
            }
        }
    }

    private Duration untilBeat() {
        if (closed) {
            return Duration.ZERO;
        }
        Duration left = beatInterval.minusNanos(System.nanoTime() - lastBeat);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Writes what is pending, and leaves what has to be tried again. */
    private void write() {
        List<Write<?>> wanted = new ArrayList<>();
        for (Write<?> write : pending) {
            if (write.isFinished()) {
                continue;
            }
            if (write.isWorthAnother(MOST_ATTEMPTS)) {
                wanted.add(write);
            } else {
                write.giveUp("the ledger's database did not accept the change");
            }
        }
        if (wanted.isEmpty()) {
            // a pool gets its connection back while there is nothing to write
            disconnect();
            pending.clear();
            return;
        }
        busySince = System.nanoTime();
        busy = true;
        try {
            pending = writeTogether(wanted);
        } finally {
            busy = false;
        }
    }

    /**
     * @return what has to be tried again
     */
    private List<Write<?>> writeTogether(List<Write<?>> writes) {
        List<Write<?>> group = new ArrayList<>();
        List<Write<?>> others = new ArrayList<>();
        // what has failed before must not fail a whole group again
        writes.forEach(write -> (write.fitsGroup() && write.isFirstAttempt() ? group : others).add(write));
        group.sort(Comparator.comparing(Write::job));
        Write.Way way = Write.Way.BATCH;
        while (!group.isEmpty()) {
            try {
                connect();
            } catch (SQLException | RuntimeException | Error e) {
                return withoutConnection(writes, e);
            }
            Write<?> unfit = commit(group, way);
            if (unfit == null) {
                break;
            }
            if (way == Write.Way.GROUP) {
                group.remove(unfit);
                others.add(unfit);
            }
            // drivers do not say which one of a batch has failed
            way = Write.Way.GROUP;
        }
        return writeAlone(others);
    }

    /**
     * @return the last one written, if the transaction of all has failed; {@code null} if all are committed
     */
    private Write<?> commit(List<Write<?>> group, Write.Way way) {
        Write<?> last = null;
        try {
            for (Write<?> write : group) {
                last = write;
                write.run(tables, way);
            }
            if (way == Write.Way.BATCH) {
                tables.executeBatches();
            }
            group.forEach(Write::committing);
            tables.commit();
            succeeded(group);
            return null;
        } catch (SQLException | RuntimeException | Error e) {
            rollback();
            return last;
        }
    }

    private List<Write<?>> writeAlone(List<Write<?>> writes) {
        List<Write<?>> left = new ArrayList<>();
        boolean hasFailed = false;
        for (int i = 0; i < writes.size(); i++) {
            Write<?> write = writes.get(i);
            try {
                connect();
            } catch (SQLException | RuntimeException | Error e) {
                left.addAll(withoutConnection(writes.subList(i, writes.size()), e));
                return left;
            }
            try {
                busySince = System.nanoTime();
                write.run(tables, Write.Way.ALONE);
                write.committing();
                tables.commit();
                succeeded(List.of(write));
            } catch (SQLException | RuntimeException | Error e) {
                disconnect();
                left.addAll(failed(List.of(write), e));
                if (hasFailed) {
                    // the database rather than the write is the matter
                    left.addAll(withoutConnection(writes.subList(i + 1, writes.size()), e));
                    return left;
                }
                hasFailed = true;
            }
        }
        return left;
    }

    private void succeeded(List<Write<?>> writes) {
        if (away) {
            LOG.info("The ledger's database can be used again");
            away = false;
        }
        pause = SHORTEST_PAUSE;
        writes.forEach(Write::committed);
    }

    private List<Write<?>> withoutConnection(List<Write<?>> writes, Throwable e) {
        disconnect();
        writes.forEach(Write::attempted);
        return failed(writes, e);
    }

    private List<Write<?>> failed(List<Write<?>> writes, Throwable e) {
        String reason = "the ledger's database cannot be used: " + SqlErrors.described(e);
        List<Write<?>> left = new ArrayList<>();
        for (Write<?> write : writes) {
            if (write.isWorthAnother(MOST_ATTEMPTS)) {
                left.add(write);
                continue;
            }
            if (!away) {
                LOG.warn("{}; media is not sent until it can", capitalized(reason));
                away = true;
            }
            write.giveUp(reason);
        }
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        return left;
    }

    private static String capitalized(String reason) {
        return "T" + reason.substring(1);
    }

    private void connect() throws SQLException {
        if (tables == null) {
            Connection opened = dataSource.getConnection();
            connection = opened;
            autoCommit = opened.getAutoCommit();
            LedgerTables opening = new LedgerTables(opened);
            opening.prepare();
            beat(opening);
            tables = opening;
        }
    }

    /** A database that takes no beat must grant no claim: others would take its owner for dead. */
    private void beat(LedgerTables opening) throws SQLException {
        Write<?> beat = beats.get();
        if (beat != null) {
            beat.run(opening, Write.Way.ALONE);
            opening.commit();
            lastBeat = System.nanoTime();
        }
    }

    private void rollback() {
        try {
            tables.rollback();
        } catch (SQLException | RuntimeException | Error e) {
            disconnect();
        }
    }

    private void disconnect() {
        Connection old = connection;
        LedgerTables oldTables = tables;
        tables = null;
        connection = null;
        if (old == null) {
            return;
        }
        try (Connection closing = old) {
            if (oldTables != null) {
                oldTables.close();
            }
            closing.rollback();
            closing.setAutoCommit(autoCommit);
        } catch (SQLException | RuntimeException | Error e) {
            LOG.debug("The connection to the ledger's database was broken: {}", SqlErrors.described(e));
        }
    }
}
