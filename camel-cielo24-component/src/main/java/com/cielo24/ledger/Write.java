package com.cielo24.ledger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One change or question of a caller, who waits until it is committed. */
abstract class Write<T> {

    private final String job;
    private final boolean lasting;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private T written;
    private int attempts;
    private boolean finished;

    /**
     * @param job     the job; writes of one transaction are in this order, so that those of two processes cannot
     *                deadlock
     * @param lasting whether to try until it is written, even if its caller has given up
     */
    Write(String job, boolean lasting) {
        this.job = job;
        this.lasting = lasting;
    }

    /** Whether it can share a transaction with others. */
    boolean fitsGroup() {
        return false;
    }

    /**
     * Writes in a transaction with others.
     *
     * @throws NotInGroupException if it needs transactions of its own after all
     * @throws SQLException        if it fails, with the whole group
     */
    T inGroup(LedgerTables tables) throws SQLException {
        throw new NotInGroupException();
    }

    /**
     * Writes in a transaction with others, when {@link LedgerTables#executeBatches} is called.
     *
     * @throws SQLException if it fails, with the whole group
     */
    T inBatch(LedgerTables tables) throws SQLException {
        return inGroup(tables);
    }

    /** Writes in transactions of its own. The last one need not be ended. Must do no harm if it is repeated. */
    abstract T alone(LedgerTables tables) throws SQLException;

    /**
     * It is committed. Called by the writer.
     *
     * @param wanted whether the caller still waits
     */
    void written(T value, boolean wanted) {}

    /** From now on it may be committed, whatever comes back. Called by the writer. */
    void committing() {}

    /** It will not be tried again. Called by the writer. */
    void failed() {}

    /** How to write. */
    enum Way {
        BATCH,
        GROUP,
        ALONE
    }

    final void run(LedgerTables tables, Way way) throws SQLException {
        written = switch (way) {
            case BATCH -> inBatch(tables);
            case GROUP -> inGroup(tables);
            case ALONE -> {
                attempts++;
                yield alone(tables);
            }
        };
    }

    final void committed() {
        finished = true;
        written(written, result.complete(written));
    }

    /**
     * @return whether it is worth another attempt
     */
    final boolean isWorthAnother(int most) {
        return lasting || attempts < most && !result.isDone();
    }

    final void giveUp(String reason) {
        finished = true;
        result.completeExceptionally(new LedgerException(reason));
        failed();
    }

    /** Whether it was committed or given up. */
    final boolean isFinished() {
        return finished;
    }

    final boolean isFirstAttempt() {
        return attempts == 0;
    }

    /** A failed connection counts as an attempt. */
    final void attempted() {
        attempts++;
    }

    final String job() {
        return job;
    }

    /** Waits until it is committed. */
    final T await(Duration patience) throws LedgerException, TimeoutException, InterruptedException {
        try {
            return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new LedgerException(e.getCause().getMessage());
        }
    }

    /**
     * The caller waits no longer.
     *
     * @return whether there is still no result
     */
    final boolean abandon() {
        return result.completeExceptionally(new LedgerException("nobody waits for it"));
    }

    /** A group cannot do what has to be done. */
    static final class NotInGroupException extends SQLException {

        private static final long serialVersionUID = 1L;
    }
}
