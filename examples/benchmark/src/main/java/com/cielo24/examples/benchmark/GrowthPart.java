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
                    bySize.put(size, perFile(folder, size));
                    report(size + " in the inbox, 1 sender", bySize, size);
                }
            }
            for (int senders : lab.scale().watchSenders()) {
                try (WatchedFolder folder = WatchedFolder.start(lab, receiver, SETTLE, senders)) {
                    warmUp(folder);
                    bySenders.put(senders, perFile(folder, lab.scale().watchFiles()));
                    report(lab.scale().watchFiles() + " in the inbox, senders: " + senders, bySenders, senders);
                }
            }
        }
        results.add(Charts.growth("Time per file, directory watch", "files in the inbox", bySize));
        results.add(Charts.growth("Time per file, directory watch", "senders", bySenders));
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

    private void report(String what, Map<Integer, Spread> all, int now) {
        double cheapest =
                all.values().stream().mapToDouble(Spread::median).min().orElseThrow();
        results.add(Row.atMost(
                "Time per file, " + what + ": ms",
                all.get(now),
                all.size() == 1 ? "" : "cheapest so far " + Spread.number(cheapest),
                all.size() == 1 ? "" : "at most 10 % over the cheapest",
                all.size() == 1 ? Double.MAX_VALUE : cheapest * CONSTANT));
    }
}
