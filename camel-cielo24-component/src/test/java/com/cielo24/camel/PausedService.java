package com.cielo24.camel;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A service that takes some of an upload, and the rest of it when a test says so. */
final class PausedService implements AutoCloseable {

    /** More than the buffers of a connection hold. */
    static final int SIZE = 64_000_000;

    static final int TAKEN = 10_000_000;

    private final CountDownLatch rest = new CountDownLatch(1);
    private final RawService service;

    PausedService() throws IOException {
        service = RawService.start(peer -> {
            peer.read(TAKEN);
            rest.await();
            peer.readBody();
            peer.added();
        });
    }

    RawService raw() {
        return service;
    }

    void takeTheRest() {
        rest.countDown();
    }

    @Override
    public void close() throws IOException {
        rest.countDown();
        service.close();
    }
}
