package com.cielo24.simulator;

import java.util.HashSet;
import java.util.Set;

/** How many requests came in, and how many of them at once. Thread-safe. */
final class Traffic {
    private final Journal journal;
    private final Set<Journal.Line> inProgress = new HashSet<>();
    private final Set<Journal.Line> uploads = new HashSet<>();
    private long bytes;
    private long requests;
    private int mostConcurrent;

    Traffic(Journal journal) {
        this.journal = journal;
    }

    synchronized Journal.Line begin(ReceivedRequest request) {
        requests++;
        Journal.Line line = journal.begin(request);
        inProgress.add(line);
        mostConcurrent = Math.max(mostConcurrent, inProgress.size());
        if (request.method().equals("POST")) {
            uploads.add(line);
        }
        return line;
    }

    synchronized void end(Journal.Line line, int status, String result, long bytesRead) {
        inProgress.remove(line);
        uploads.remove(line);
        journal.end(line, status, result, bytesRead);
    }

    synchronized void addBytes(long count) {
        bytes += count;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long requests() {
        return requests;
    }

    synchronized int uploadsInProgress() {
        return uploads.size();
    }

    synchronized int mostConcurrent() {
        return mostConcurrent;
    }

    /** Counts anew; what is in progress is not counted any more. */
    synchronized void clear() {
        inProgress.clear();
        uploads.clear();
        bytes = 0;
        requests = 0;
        mostConcurrent = 0;
    }
}
