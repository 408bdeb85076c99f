package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import com.cielo24.examples.watch.DirectoryWatch;

/** The directory watch as a process: how soon it sends a file, and what each of many files costs. */
record Watch(Path base, Child program) {

    private static final int SENDERS = 4;

    /** Every number of files is measured with this many files at least, as one alone says little ... */
    private static final int ENOUGH = 200;

    /** ... and from so many on, what is done once for each look into the inbox no longer counts. */
    private static final int MANY = 1_000;

    /** Before files are counted, so that the compiler has done its work. */
    private static final int WARM_UP = 5_000;

    private static Watch start(Lab lab, Child receiver, int settle, int senders) throws IOException {
        Path base = Files.createDirectories(lab.folder().resolve("watch"));
        Child program = lab.example(
                DirectoryWatch.class,
                "Watching ",
                receiver.greeting(),
                "ingest.folder=" + base,
                "ingest.settle=" + settle + "ms",
                "ingest.parallelism=" + senders);
        return new Watch(base, program);
    }

    /** From a file in the inbox to its first byte on the network. */
    static void latency(Lab lab, Report report) throws IOException, InterruptedException {
        int settle = lab.amount(1_000, 100);
        List<Double> millis = new ArrayList<>();
        Child receiver = lab.receiver();
        Watch watch = start(lab, receiver, settle, SENDERS);
        // drops fall at any time between two looks into the inbox, the same times in each run
        Random pauses = new Random(24);
        for (int i = -lab.warmups(); i < lab.amount(11, 1); i++) {
            receiver.tell(Receiver.REQUEST);
            Thread.sleep(pauses.nextInt(300));
            Path file = watch.base.resolve("staged");
            Lab.sparse(file, 64 * Lab.KIB);
            long start = System.nanoTime();
            Files.move(file, watch.base.resolve("inbox/" + job(i) + ".mp4"), StandardCopyOption.ATOMIC_MOVE);
            receiver.await(Receiver.REQUEST::equals);
            if (i >= 0) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        report.add(Row.of(
                        "From dropping a file to its first byte, directory watch: ms",
                        Spread.of(millis),
                        "`ingest.settle` " + settle)
                .atMost(settle + 100, "at most " + (settle + 100)));
    }

    /** What each file costs, by the number of senders, and by that of files in the inbox. */
    static void growth(Lab lab, Report report) throws IOException {
        int[][] full = {{4, 1, 10, 100, 1_000, 5_000, 50_000}, {1, 1_000}, {16, 1_000}};
        for (int[] sendersAndFiles : lab.amount(full, new int[][] {{SENDERS, 10}})) {
            int senders = sendersAndFiles[0];
            lab.renew();
            Watch watch = start(lab, lab.receiver(), 100, senders);
            for (int i = 0; i < lab.warmups(); i++) {
                watch.drop(WARM_UP);
            }
            for (int files : Arrays.copyOfRange(sendersAndFiles, 1, sendersAndFiles.length)) {
                Row row = Row.of(
                        "Time per file of 1 KiB, " + files + " in the inbox, senders: " + senders + ": ms",
                        watch.timesPerFile(lab, files),
                        files >= MANY && senders > 1 ? "0.1.0: 3.1 to 3.8" : "");
                report.add(row.note().isEmpty() ? row : row.atMost(1.5, "at most 1.5"));
            }
        }
    }

    private Spread timesPerFile(Lab lab, int files) throws IOException {
        int repeats = lab.amount(Math.max(1, ENOUGH / lab.rounds() / files), 1);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < lab.rounds(); i++) {
            long nanos = 0;
            for (int j = 0; j < repeats; j++) {
                nanos += drop(files);
            }
            millis.add(nanos / 1e6 / files / repeats);
        }
        return Spread.of(millis);
    }

    /** Nanoseconds from the moment when the first of so many files, which appear at once, was taken to that when all are done. */
    private long drop(int files) throws IOException {
        Path batch = Files.createTempDirectory(base, "batch-");
        for (int i = 0; i < files; i++) {
            Lab.sparse(batch.resolve(job(i) + ".mp4"), Lab.KIB);
        }
        String name = batch.getFileName().toString();
        Path inbox = base.resolve("inbox").resolve(name);
        Files.move(batch, inbox, StandardCopyOption.ATOMIC_MOVE);
        program.await(line -> line.contains(name) && line.contains(" to job "));
        long start = System.nanoTime();
        for (int i = 0; i < files; i++) {
            program.await(line -> line.contains(name) && line.contains(": done, "));
        }
        return System.nanoTime() - start;
    }

    /** One that was not there before. */
    private static String job(int number) {
        return "%016x%016x".formatted(System.nanoTime(), number);
    }
}
