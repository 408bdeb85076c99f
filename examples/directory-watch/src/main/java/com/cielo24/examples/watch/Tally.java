package com.cielo24.examples.watch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.cielo24.examples.outcome.Verdict;

/**
 * How many files ended where in this run.
 */
final class Tally {

    private final Map<Verdict, Integer> ended = new ConcurrentHashMap<>();
    private final AtomicInteger stuck = new AtomicInteger();

    void count(Verdict verdict) {
        ended.merge(verdict, 1, Integer::sum);
    }

    /** A file could not leave the inbox. */
    void countStuck() {
        stuck.incrementAndGet();
    }

    /** Whether every file became the media of its job. */
    boolean isAllWell() {
        return stuck.get() == 0 && ended.keySet().stream().allMatch(verdict -> verdict == Verdict.ADDED);
    }

    int of(Verdict verdict) {
        return ended.getOrDefault(verdict, 0);
    }

    @Override
    public String toString() {
        return of(Verdict.ADDED) + " done, " + of(Verdict.FAILED) + " failed, " + of(Verdict.RETRY) + " to retry, "
                + of(Verdict.REVIEW) + " to review";
    }
}
