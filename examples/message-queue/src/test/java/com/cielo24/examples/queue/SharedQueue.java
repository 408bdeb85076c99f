package com.cielo24.examples.queue;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one worker and its broker: each leaves the queues empty. */
abstract class SharedQueue {

    @TempDir
    static Path base;

    static RunningQueue queue;

    @BeforeAll
    static void start() {
        queue = RunningQueue.on(base);
    }

    @AfterAll
    static void stop() throws Exception {
        queue.close();
    }

    @AfterEach
    void leavesNothing() {
        queue.assertNothingElse();
    }
}
