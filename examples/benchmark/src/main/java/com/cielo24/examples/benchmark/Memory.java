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
        long largest = lab.amount(10_737_418_239L, 4L << 20);
        String one = "one upload of " + lab.amount("10 737 418 239 bytes", "4 MiB");
        measure(lab, report, "http", one, largest, 1);
        lab.renew();
        measure(lab, report, "https", one + ", TLS 1.3", largest, 1);
        lab.renew();
        String many = lab.amount("64 uploads of 1 GiB at once", "4 uploads of 1 MiB at once");
        measure(lab, report, "http", many, lab.amount(1L << 30, 1L << 20), lab.amount(64, 4));
    }

    private static void measure(Lab lab, Report report, String scheme, String what, long bytes, int senders)
            throws Exception {
        String service = lab.receiver(scheme).greeting();
        String[] heap = lab.amount(HEAP, new String[0]);
        Sender sender = lab.sender("component", Sender.Way.COMPONENT, service, Lab.JDK, heap);
        String file = Lab.sparse(lab.folder().resolve("recording.mp4"), bytes);
        Turns.take(lab.warmups(), List.of(sender), new Turns.Work(file, senders, 1, 0));
        FutureTask<Turns.Round> sent =
                new FutureTask<>(() -> sender.run(new Turns.Work(file, senders, lab.rounds(), 0)));
        new Thread(sent).start();
        List<Double> samples = new ArrayList<>();
        do {
            samples.add(megabytes(sender.child().process(), "VmRSS"));
            Thread.sleep(100);
        } while (!sent.isDone() || samples.size() < 4);
        String time = "sent %d × in %s s"
                .formatted(lab.rounds(), Spread.number(sent.get().seconds()));
        Spread peak = Spread.of(megabytes(sender.child().process(), "VmHWM"));
        report.add(Row.of("Peak resident memory, -Xmx64m, " + what + ": MB", peak, time)
                .atMost(Math.nextDown(256.0), "under 256"));
        double before = medianOfQuarter(samples, 1);
        Spread last = Spread.of(medianOfQuarter(samples, 3));
        String measure = "Resident memory in the last quarter of the time, -Xmx64m, " + what + ": MB";
        report.add(Row.of(measure, last, "second quarter " + Spread.number(before))
                .atMost(before * 1.1, "at most 10 % more"));
    }

    private static double medianOfQuarter(List<Double> samples, int quarter) {
        int size = samples.size();
        List<Double> part = samples.subList(size * quarter / 4, size * (quarter + 1) / 4);
        return Spread.of(part.stream().mapToDouble(Double::doubleValue).toArray())
                .median();
    }

    /** In units of 1 000 000 bytes. */
    private static double megabytes(Process process, String field) throws IOException {
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        return Long.parseLong(status.replaceFirst("(?s).*" + field + ":\\s*(\\d+) kB.*", "$1")) * 1024 / 1e6;
    }
}
