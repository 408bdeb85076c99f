package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
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
        Child receiver = lab.receiver("http");
        Watch watch = start(lab, receiver, settle, SENDERS);
        double[] millis = new double[lab.amount(11, 1)];
        // drops fall at any time between two looks into the inbox, the same times in each run
        Random pauses = new Random(24);
        for (int i = -lab.warmups(); i < millis.length; i++) {
            receiver.tell(Receiver.REQUEST);
            Thread.sleep(pauses.nextInt(300));
            Path file = watch.base.resolve("staged");
            Lab.sparse(file, 64 << 10);
            long start = System.nanoTime();
            Files.move(file, watch.base.resolve("inbox/" + Lab.job(i) + ".mp4"), StandardCopyOption.ATOMIC_MOVE);
            receiver.await(Receiver.REQUEST::equals);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        String measure = "From dropping a file to its first byte, directory watch: ms";
        int most = settle + 100;
        report.add(
                Row.of(measure, Spread.of(millis), "`ingest.settle` " + settle).atMost(most, "at most " + most));
    }

    /** What each file costs, by the number of senders, and by that of files in the inbox. */
    static void growth(Lab lab, Report report) throws IOException {
        int[][] full = {{4, 1, 10, 100, 1_000, 5_000, 50_000}, {1, 1_000}, {16, 1_000}};
        for (int[] sendersAndFiles : lab.amount(full, new int[][] {{SENDERS, 10}})) {
            int senders = sendersAndFiles[0];
            lab.renew();
            Watch watch = start(lab, lab.receiver("http"), 100, senders);
            for (int i = 0; i < lab.warmups(); i++) {
                watch.drop(WARM_UP);
            }
            for (int files : Arrays.copyOfRange(sendersAndFiles, 1, sendersAndFiles.length)) {
                String measure = "Time per file of 1 KiB, " + files + " in the inbox, senders: " + senders + ": ms";
                Spread millis = watch.millisPerFile(lab, files);
                report.add(
                        files >= MANY && senders > 1
                                ? Row.of(measure, millis, "an earlier build 3.1 to 3.8")
                                        .atMost(1.5, "at most 1.5")
                                : Row.of(measure, millis, ""));
            }
        }
    }

    private Spread millisPerFile(Lab lab, int files) throws IOException {
        int repeats = lab.amount(Math.max(1, ENOUGH / lab.rounds() / files), 1);
        double[] millis = new double[lab.rounds()];
        for (int i = 0; i < lab.rounds() * repeats; i++) {
            millis[i / repeats] += drop(files) / 1e6 / files / repeats;
        }
        return Spread.of(millis);
    }

    /** Nanoseconds from the moment when the first of so many files, which appear at once, was taken to that when all are done. */
    private long drop(int files) throws IOException {
        Path batch = Files.createTempDirectory(base, "batch-");
        for (int i = 0; i < files; i++) {
            Lab.sparse(batch.resolve(Lab.job(i) + ".mp4"), 1 << 10);
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
}
