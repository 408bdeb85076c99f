package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the figures were measured on.
 *
 * @param processor its name
 * @param cores     how many of them we may use
 * @param memory    in GB
 * @param system    name and version of the kernel
 * @param jdk       version of the JDK that runs us
 * @param curl      its version
 * @param others    how many cores were busy before we began, and so perhaps while we measured
 * @param began     when
 */
record Machine(
        String processor,
        int cores,
        long memory,
        String system,
        String jdk,
        String curl,
        double others,
        Instant began) {

    /** Takes a second. */
    static Machine look() throws IOException, InterruptedException {
        return new Machine(
                field("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Math.round(Long.parseLong(field("/proc/meminfo", "MemTotal").split(" ")[0]) / 1e6),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Jdk.running().version(),
                Curl.version(),
                busyCores(),
                Instant.now().truncatedTo(ChronoUnit.MINUTES));
    }

    private static String field(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static double busyCores() throws IOException, InterruptedException {
        long busy = busyTicks();
        Thread.sleep(1000);
        return (busyTicks() - busy) / 100.0;
    }

    /** In hundredths of a second: user, nice, system, and not idle, which is the fourth. */
    private static long busyTicks() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split("\\s+");
        return Long.parseLong(fields[1]) + Long.parseLong(fields[2]) + Long.parseLong(fields[3]);
    }

    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    List<String> lines() {
        return List.of(
                processor + ", " + cores + " cores, " + memory + " GB of memory, " + system,
                "JDK " + jdk + ", curl " + curl,
                began + ", " + Spread.number(others) + " cores busy with other things before it began");
    }
}
