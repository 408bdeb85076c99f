package com.cielo24.examples.benchmark.sender;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;

/**
 * The program: reads a line with {@link Work}, does it, prints a line with its {@link Round}, and so on until the process
 * that started it says no more.
 */
public final class Sender {

    /** What it prints when it is ready to work. */
    public static final String READY = "ready";

    /** What it prints before the outcome of each round. */
    public static final String DONE = "done ";

    /** What it prints, before the reason, where a round failed. */
    public static final String FAILED = "failed ";

    private static final String URL = "https://media.example.com/recordings/2026/lecture-%d.mp4";

    private final Way way;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Sender(Way way) {
        this.way = way;
    }

    /**
     * @param arguments the name of a {@link Way}, the service's base URL, and the key store if that has TLS
     */
    public static void main(String[] arguments) throws Exception {
        Path keyStore = arguments.length > 2 ? Path.of(arguments[2]) : null;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Way way = Way.of(Way.Name.valueOf(arguments[0]), URI.create(arguments[1]), keyStore)) {
            System.out.println(READY);
            Sender sender = new Sender(way);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                try {
                    System.out.println(DONE + sender.work(Work.parse(line)));
                } catch (Exception e) {
                    System.out.println(FAILED + reason(e));
                    e.printStackTrace();
                }
            }
        }
    }

    private static Throwable reason(Throwable e) {
        return e.getCause() == null ? e : reason(e.getCause());
    }

    private Round work(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.senders());
        try {
            long cpu = system.getProcessCpuTime();
            long start = System.nanoTime();
            Callable<Long> sender = () -> send(work, start);
            long count = 0;
            for (Future<Long> each : threads.invokeAll(
                    IntStream.range(0, work.senders()).mapToObj(i -> sender).toList())) {
                count += each.get();
            }
            return new Round(System.nanoTime() - start, system.getProcessCpuTime() - cpu, count);
        } finally {
            threads.shutdownNow();
        }
    }

    private long send(Work work, long start) throws Exception {
        long count = 0;
        long end = start + work.millis() * 1_000_000;
        while (work.each() > 0 ? count < work.each() : System.nanoTime() < end) {
            if (work.kind() == Work.Kind.UPLOAD) {
                way.upload(work.file());
            } else {
                way.addUrl(URL.formatted(count));
            }
            count++;
        }
        return count;
    }
}
