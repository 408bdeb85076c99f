package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** How much memory a process has in use while it sends far more than it has heap. */
final class Memory {

    /** All of the heap is resident from the start: what grows then is not heap that was never touched before. */
    private static final String[] HEAP = {"-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch"};

    private Memory() {}

    static void measure(Lab lab, Report report) throws Exception {
        long largest = lab.amount(10_737_418_239L, 4 * Lab.MIB);
        String one = "one upload of " + lab.amount("10 737 418 239 bytes", "4 MiB");
        measure(lab, report, lab.receiver(), one, largest, 1);
        lab.renew();
        measure(lab, report, lab.secureReceiver(), one + ", TLS 1.3", largest, 1);
        lab.renew();
        String many = lab.amount("64 uploads of 1 GiB at once", "4 uploads of 1 MiB at once");
        measure(lab, report, lab.receiver(), many, lab.amount(1024, 1) * Lab.MIB, lab.amount(64, 4));
    }

    private static void measure(Lab lab, Report report, Child receiver, String what, long bytes, int senders)
            throws Exception {
        Sender.Work work = new Sender.Work(Lab.sparse(lab.folder().resolve("recording.mp4"), bytes), senders, 1, 0);
        Sender sender = lab.sender(
                "component", Sender.Way.COMPONENT, receiver.greeting(), Lab.JDK, lab.amount(HEAP, new String[0]));
        for (int i = 0; i < lab.warmups(); i++) {
            sender.run(work);
        }
        FutureTask<Double> seconds = new FutureTask<>(() -> {
            long start = System.nanoTime();
            for (int i = 0; i < lab.rounds(); i++) {
                sender.run(work);
            }
            return (System.nanoTime() - start) / 1e9;
        });
        new Thread(seconds).start();
        long pid = sender.child().process().pid();
        List<Double> samples = new ArrayList<>();
        do {
            samples.add(megabytes(pid, "VmRSS"));
            Thread.sleep(100);
        } while (!seconds.isDone());
        String sent = "sent %d × in %s s".formatted(lab.rounds(), Spread.number(seconds.get()));
        report.add(Row.of("Peak resident memory, -Xmx64m, " + what + ": MB", Spread.of(megabytes(pid, "VmHWM")), sent)
                .atMost(Math.nextDown(256.0), "under 256"));
        double before = medianOfQuarter(samples, 1);
        report.add(Row.of(
                        "Resident memory in the last quarter of the time, -Xmx64m, " + what + ": MB",
                        Spread.of(medianOfQuarter(samples, 3)),
                        "second quarter " + Spread.number(before))
                .atMost(before * 1.1, "at most 10 % more"));
    }

    private static double medianOfQuarter(List<Double> samples, int quarter) {
        int size = samples.size();
        List<Double> part = samples.subList(size * quarter / 4, size * (quarter + 1) / 4);
        return Spread.of(part.isEmpty() ? samples : part).median();
    }

    /** In units of 1 000 000 bytes. */
    private static double megabytes(long pid, String field) throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        return Long.parseLong(status.replaceFirst("(?s).*" + field + ":\\s*(\\d+) kB.*", "$1")) * 1024 / 1e6;
    }
}
