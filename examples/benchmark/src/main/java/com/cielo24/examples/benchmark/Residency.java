package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory of a process was resident over a time.
 *
 * @param seconds  the time
 * @param samples  in MB of 1 000 000 bytes, at equal distances, at least one
 * @param peak     the most that the process ever had in MB, as the system tells ({@code VmHWM})
 */
record Residency(double seconds, List<Double> samples, double peak) {

    private static final long INTERVAL = 100;

    static Sampler sample(long pid) {
        Sampler sampler = new Sampler(Path.of("/proc/" + pid + "/status"));
        sampler.setDaemon(true);
        sampler.start();
        return sampler;
    }

    /**
     * @param quarter 0 to 3
     */
    double medianOfQuarter(int quarter) {
        int size = samples.size();
        List<Double> part = samples.subList(size * quarter / 4, size * (quarter + 1) / 4);
        return Spread.of(part.isEmpty() ? samples : part).median();
    }

    /** Looks until it is told to end. */
    static final class Sampler extends Thread {

        private final Path status;
        private final List<Double> samples = new ArrayList<>();
        private final long start = System.nanoTime();
        private volatile boolean ended;

        private Sampler(Path status) {
            super("residency");
            this.status = status;
        }

        @Override
        public void run() {
            try {
                while (!ended) {
                    samples.add(megabytes("VmRSS"));
                    sleep(INTERVAL);
                }
            } catch (IOException | InterruptedException e) {
                // the process has ended
            }
        }

        private double megabytes(String field) throws IOException {
            Matcher matcher = Pattern.compile(field + ":\\s*(\\d+) kB").matcher(Files.readString(status));
            if (!matcher.find()) {
                throw new IOException(status + " has no " + field);
            }
            return Long.parseLong(matcher.group(1)) * 1024 / 1e6;
        }

        /** To be called while the process lives. */
        Residency end() throws IOException, InterruptedException {
            double peak = megabytes("VmHWM");
            ended = true;
            join();
            return new Residency((System.nanoTime() - start) / 1e9, List.copyOf(samples), peak);
        }
    }
}
