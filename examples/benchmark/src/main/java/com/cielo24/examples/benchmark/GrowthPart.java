package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether many files cost more each than few do. */
record GrowthPart(Lab lab, Results results) {

    /** Every size is measured with this many files at least, as one alone says little. */
    private static final int ENOUGH = 200;

    private static final Duration SETTLE = Duration.ofMillis(100);
    private static final double CONSTANT = 1.1;

    void measure() throws IOException, InterruptedException {
        Map<Integer, Spread> bySize = new LinkedHashMap<>();
        Map<Integer, Spread> bySenders = new LinkedHashMap<>();
        try (Lab.Service receiver = lab.receiver(false, null)) {
            try (WatchedFolder folder = WatchedFolder.start(lab, receiver, SETTLE, 1)) {
                warmUp(folder);
                for (int size : lab.scale().inboxSizes()) {
                    Spread figure = perFile(folder, size);
                    report(size + " in the inbox, 1 sender", bySize, figure);
                    bySize.put(size, figure);
                }
            }
            for (int senders : lab.scale().watchSenders()) {
                try (WatchedFolder folder = WatchedFolder.start(lab, receiver, SETTLE, senders)) {
                    warmUp(folder);
                    Spread figure = perFile(folder, lab.scale().watchFiles());
                    report(lab.scale().watchFiles() + " in the inbox, senders: " + senders, bySenders, figure);
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

    /**
     * Judges by the cheapest that came before.
     *
     * @param before what was measured so far
     */
    private void report(String what, Map<Integer, Spread> before, Spread figure) {
        String measure = "Time per file, " + what + ": ms";
        if (before.isEmpty()) {
            results.add(Row.unjudged(measure, figure));
            return;
        }
        double cheapest =
                before.values().stream().mapToDouble(Spread::median).min().orElseThrow();
        results.add(Row.atMost(
                measure,
                figure,
                "cheapest before " + Spread.number(cheapest),
                "at most 10 % over the cheapest",
                cheapest * CONSTANT));
    }
}
