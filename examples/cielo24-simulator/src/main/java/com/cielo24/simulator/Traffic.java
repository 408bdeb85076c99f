package com.cielo24.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What came in: the requests, and how many of them at once. */
final class Traffic {
    private static final int REMEMBERED_REQUESTS = 10_000;

    private final Deque<ReceivedRequest> newest = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();
    private long requests;
    private int inProgress;
    private int uploadsInProgress;
    private int mostConcurrent;

    synchronized void begin(ReceivedRequest request) {
        requests++;
        if (newest.size() == REMEMBERED_REQUESTS) {
            newest.removeFirst();
        }
        newest.addLast(request);
        inProgress++;
        mostConcurrent = Math.max(mostConcurrent, inProgress);
        if (isUpload(request)) {
            uploadsInProgress++;
        }
    }

    synchronized void end(ReceivedRequest request) {
        inProgress--;
        if (isUpload(request)) {
            uploadsInProgress--;
        }
    }

    void addBytes(long count) {
        bytes.addAndGet(count);
    }

    long bytes() {
        return bytes.get();
    }

    synchronized List<ReceivedRequest> newest() {
        return List.copyOf(newest);
    }

    synchronized long requests() {
        return requests;
    }

    synchronized int uploadsInProgress() {
        return uploadsInProgress;
    }

    synchronized int mostConcurrent() {
        return mostConcurrent;
    }

    private static boolean isUpload(ReceivedRequest request) {
        return request.method().equals("POST");
    }
}
