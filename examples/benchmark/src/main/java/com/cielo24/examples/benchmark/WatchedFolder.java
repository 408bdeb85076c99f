package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import com.cielo24.examples.benchmark.sender.Way;
import com.cielo24.examples.watch.DirectoryWatch;

/** The directory watch as a process, and its folders. */
record WatchedFolder(Path base, Child watch) implements AutoCloseable {

    private static final Duration LONGEST_BATCH = Duration.ofMinutes(5);
    private static final int SIZE = 1024;

    /**
     * @param parallelism how many files it sends at once
     */
    static WatchedFolder start(Lab lab, Lab.Service service, Duration settle, int parallelism)
            throws IOException, InterruptedException {
        Path base = Files.createTempDirectory(lab.folder(), "watch-");
        List<String> options = new ArrayList<>();
        options.add("-Dcamel.component.cielo24.base-url=" + service.baseUrl());
        options.add("-Dcamel.component.cielo24.api-token=" + Way.TOKEN);
        options.add("-Dingest.folder=" + base);
        options.add("-Dingest.http.port=off");
        options.add("-Dcamel.main.jmx-enabled=false");
        options.add("-Dingest.settle=" + settle.toMillis() + "ms");
        options.add("-Dingest.parallelism=" + parallelism);
        Child watch = lab.java(DirectoryWatch.class, options);
        watch.await(line -> line.contains("Watching "), Lab.START);
        Files.createDirectories(base.resolve("stage"));
        return new WatchedFolder(base, watch);
    }

    /**
     * Has a folder with so many files appear in the inbox at once, and waits until all of them are done.
     *
     * @return nanoseconds from the moment when the first was taken to that when the last was done
     */
    long drop(int files) throws IOException, InterruptedException {
        Path batch = stage(files);
        Path inbox = base.resolve("inbox").resolve(batch.getFileName());
        Files.move(batch, inbox, StandardCopyOption.ATOMIC_MOVE);
        long start =
                watch.await(line -> line.contains(" to job "), LONGEST_BATCH).nanos();
        long end = start;
        for (int i = 0; i < files; i++) {
            end = watch.await(line -> line.contains(": done, "), LONGEST_BATCH).nanos();
        }
        Lab.delete(base.resolve("done").resolve(batch.getFileName()));
        Files.deleteIfExists(inbox);
        return end - start;
    }

    private Path stage(int files) throws IOException {
        Path batch = Files.createTempDirectory(base.resolve("stage"), "batch-");
        for (int i = 1; i <= files; i++) {
            String job = HexFormat.of().toHexDigits((long) i) + HexFormat.of().toHexDigits(System.nanoTime());
            try (RandomAccessFile sparse =
                    new RandomAccessFile(batch.resolve(job + ".mp4").toFile(), "rw")) {
                sparse.setLength(SIZE);
            }
        }
        return batch;
    }

    @Override
    public void close() {
        watch.close();
    }
}
