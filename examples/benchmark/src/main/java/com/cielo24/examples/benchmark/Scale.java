package com.cielo24.examples.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * How much is done.
 *
 * @param judged         whether that is enough to judge by
 * @param vmOptions      of all Java processes but those that have their own
 * @param warmups        rounds that do not count
 * @param rounds         rounds that do
 * @param uploadBytes    size of the file whose upload is timed
 * @param window         how long each round of small requests lasts
 * @param compiling      such rounds before all others, until the compiler has done its work
 * @param senders        how many send small requests at once
 * @param largestBytes   size of the file that is sent in little memory
 * @param manyUploads    how many files are sent at once in little memory
 * @param manyBytes      their size
 * @param drops          how many files are dropped to time the first byte
 * @param settle         {@code ingest.settle} of the watch meanwhile
 * @param inboxSizes     how many files are dropped at once
 * @param watchSenders   values of {@code ingest.parallelism}
 * @param watchFiles     how many files are dropped at once for each of those
 */
record Scale(
        boolean judged,
        List<String> vmOptions,
        int warmups,
        int rounds,
        long uploadBytes,
        Duration window,
        int compiling,
        List<Integer> senders,
        long largestBytes,
        int manyUploads,
        long manyBytes,
        int drops,
        Duration settle,
        List<Integer> inboxSizes,
        List<Integer> watchSenders,
        int watchFiles) {

    private static final long MIB = 1024 * 1024;

    static Scale full(int rounds) {
        return new Scale(
                true,
                List.of(),
                2,
                rounds,
                2048 * MIB,
                Duration.ofSeconds(2),
                10,
                List.of(1, 8, 64),
                10_737_418_239L,
                64,
                1024 * MIB,
                Math.max(11, rounds),
                Duration.ofSeconds(1),
                List.of(1, 10, 100, 1_000, 5_000, 50_000),
                List.of(1, 4, 16),
                1_000);
    }

    /** Shows that everything works, and nothing else. */
    static Scale brief() {
        return new Scale(
                false,
                // most processes live for a second
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                0,
                1,
                4 * MIB,
                Duration.ofMillis(50),
                0,
                List.of(1, 8),
                4 * MIB,
                4,
                MIB,
                1,
                Duration.ofMillis(100),
                List.of(1, 10),
                List.of(2),
                10);
    }
}
