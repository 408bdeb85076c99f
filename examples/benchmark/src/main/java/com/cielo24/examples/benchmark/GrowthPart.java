package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file costs in the directory watch, and whether many cost more each than few do. */
record GrowthPart(Lab lab, Results results) {

    /** Every size is measured with this many files at least, as one alone says little. */
    private static final int ENOUGH = 200;

    private static final Duration SETTLE = Duration.ofMillis(100);
    private static final int SENDERS = 4;

    /** From so many files and senders on, what is done once for each look into the inbox no longer counts. */
    private static final int MANY = 1_000;

    private static final double GOAL = 1.5;
    private static final String BEFORE = "0.1.0: 3.1 to 3.8";

    void measure() throws IOException, InterruptedException {
        Map<Integer, Spread> bySize = new LinkedHashMap<>();
        Map<Integer, Spread> bySenders = new LinkedHashMap<>();
        try (Lab.Service receiver = lab.receiver(false, null)) {
            try (WatchedFolder folder = WatchedFolder.start(lab, receiver, SETTLE, SENDERS)) {
                warmUp(folder);
                for (int size : lab.scale().inboxSizes()) {
                    Spread figure = perFile(folder, size);
                    report(size + " in the inbox, " + SENDERS + " senders", size >= MANY, figure);
                    bySize.put(size, figure);
                }
            }
            int files = lab.scale().watchFiles();
            for (int senders : lab.scale().watchSenders()) {
                try (WatchedFolder folder = WatchedFolder.start(lab, receiver, SETTLE, senders)) {
                    warmUp(folder);
                    Spread figure = perFile(folder, files);
                    report(files + " in the inbox, senders: " + senders, files >= MANY && senders >= SENDERS, figure);
                    bySenders.put(senders, figure);
                }
            }
        }
        results.add(Charts.growth("Time per file by files in the inbox", "files in the inbox", bySize));
        results.add(Charts.growth("Time per file by senders", "senders", bySenders));
    }

    private void warmUp(WatchedFolder folder) throws IOException, InterruptedException {
        for (int i = 0; i < lab.scale().warmups(); i++) {
            folder.drop(lab.scale().watchFiles());
        }
    }

    /** In milliseconds. */
    private Spread perFile(WatchedFolder folder, int files) throws IOException, InterruptedException {
        int rounds = lab.scale().rounds();
        int repeats = rounds == 1 ? 1 : Math.max(1, ENOUGH / rounds / files);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            long nanos = 0;
            for (int j = 0; j < repeats; j++) {
                nanos += folder.drop(files);
            }
            millis.add(nanos / 1e6 / files / repeats);
        }
        return Spread.of(millis);
    }

    private void report(String what, boolean judged, Spread figure) {
        String measure = "Time per file of 1 KiB, " + what + ": ms";
        results.add(
                judged ? Row.atMost(measure, figure, BEFORE, "at most " + GOAL, GOAL) : Row.unjudged(measure, figure));
    }
}
