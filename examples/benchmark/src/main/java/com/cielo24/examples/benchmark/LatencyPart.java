package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.cielo24.examples.benchmark.receiver.Receiver;

/** From a file in the inbox to its first byte on the network. */
record LatencyPart(Lab lab, Results results) {

    private static final int SENDERS = 4;
    private static final int REACTION = 100;

    void measure() throws IOException, InterruptedException {
        Duration settle = lab.scale().settle();
        List<Double> millis = new ArrayList<>();
        try (Lab.Service receiver = lab.receiver(true, null);
                WatchedFolder folder = WatchedFolder.start(lab, receiver, settle, SENDERS)) {
            // drops fall at any time between two looks into the inbox, the same times in each run
            Random pauses = new Random(24);
            for (int i = -lab.scale().warmups(); i < lab.scale().drops(); i++) {
                Thread.sleep(pauses.nextInt(300));
                double taken = drop(folder, receiver) / 1e6;
                if (i >= 0) {
                    millis.add(taken);
                }
            }
        }
        results.add(Row.atMost(
                "From dropping a file to its first byte, directory watch: ms",
                Spread.of(millis),
                "`ingest.settle` " + settle.toMillis(),
                "at most " + (settle.toMillis() + REACTION),
                settle.toMillis() + REACTION));
    }

    private static long drop(WatchedFolder folder, Lab.Service receiver) throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder.base(), "staged", ".mp4");
        Files.write(file, new byte[64 * 1024]);
        String name = "%032x.mp4".formatted(System.nanoTime());
        long start = System.nanoTime();
        Files.move(file, folder.base().resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return receiver.child().await(Receiver.REQUEST::equals, Lab.START).nanos() - start;
    }
}
