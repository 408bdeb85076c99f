package com.cielo24.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The newest requests and their answers, in the order of arrival. Bounded in number and in bytes. Thread-safe. */
final class Journal {
    private static final int MAX_ENTRIES = 10_000;
    private static final long MAX_SIZE = 32L * 1024 * 1024;

    private final Deque<Line> lines = new ArrayDeque<>();
    private long size;
    private long changes;

    /** A request that may be in progress. */
    static final class Line {
        private final long size;
        private JournalEntry entry;

        private Line(ReceivedRequest request) {
            entry = new JournalEntry(request, 0, null, 0);
            size = request.size();
        }
    }

    synchronized Line begin(ReceivedRequest request) {
        Line line = new Line(request);
        lines.addLast(line);
        size += line.size;
        while (lines.size() > MAX_ENTRIES || size > MAX_SIZE && lines.size() > 1) {
            size -= lines.removeFirst().size;
        }
        changed();
        return line;
    }

    synchronized void end(Line line, int status, String result, long bytes) {
        line.entry = new JournalEntry(line.entry.request(), status, result, bytes);
        changed();
    }

    synchronized List<JournalEntry> entries() {
        return lines.stream().map(line -> line.entry).toList();
    }

    synchronized void clear() {
        lines.clear();
        size = 0;
    }

    /**
     * @param wanted may ask for anything of the simulator: it is called without a lock
     * @return the first entry that is wanted, as soon as there is one; nothing where none comes in time
     */
    Optional<JournalEntry> await(Predicate<JournalEntry> wanted, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = changes();
            Optional<JournalEntry> found = entries().stream().filter(wanted).findFirst();
            long left = deadline - System.nanoTime();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            awaitChange(seen, left);
        }
    }

    private synchronized long changes() {
        return changes;
    }

    private synchronized void awaitChange(long seen, long nanos) throws InterruptedException {
        if (changes == seen) {
            wait(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
        }
    }

    private void changed() {
        changes++;
        notifyAll();
    }
}
