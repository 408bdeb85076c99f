package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.examples.benchmark.sender.Way;
import com.cielo24.examples.benchmark.sender.Work;

/** How much memory a process has in use while it sends far more than it has heap. */
record MemoryPart(Lab lab, Results results) {

    private static final double LIMIT = 256;
    private static final double FLAT = 1.1;

    /** All of the heap is resident from the start: what grows then is not heap that was never touched before. */
    private static final List<String> HEAP = List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch");

    void measure() throws IOException, InterruptedException {
        Scale scale = lab.scale();
        String one = "one upload of " + Amounts.bytes(scale.largestBytes());
        Path keyStore = lab.certificate().keyStore();
        Map<String, Residency> all = new LinkedHashMap<>();
        all.put(one, residency(scale.largestBytes(), 1, null));
        all.put(one + ", TLS 1.3", residency(scale.largestBytes(), 1, keyStore));
        all.put(
                scale.manyUploads() + " uploads of " + Amounts.bytes(scale.manyBytes()) + " at once",
                residency(scale.manyBytes(), scale.manyUploads(), null));
        all.forEach(this::report);
        results.add(Charts.lines("Resident memory, -Xmx64m", "seconds", "MB", all));
    }

    private Residency residency(long bytes, int senders, Path keyStore) throws IOException, InterruptedException {
        Path file = lab.sparseFile("recording.mp4", bytes);
        try (Lab.Service receiver = lab.receiver(false, keyStore);
                JavaSender sender = JavaSender.start(
                        lab, "component", Way.Name.COMPONENT, Jdk.running(), HEAP, receiver, keyStore)) {
            for (int i = 0; i < lab.scale().warmups(); i++) {
                sender.run(Work.upload(file, senders));
            }
            Residency.Sampler sampler = Residency.sample(sender.child().pid());
            for (int i = 0; i < lab.scale().rounds(); i++) {
                sender.run(Work.upload(file, senders));
            }
            return sampler.end();
        }
    }

    private void report(String what, Residency residency) {
        results.add(Row.atMost(
                "Peak resident memory, -Xmx64m, " + what + ": MB",
                Spread.of(residency.peak()),
                "sent %d × in %s s".formatted(lab.scale().rounds(), Spread.number(residency.seconds())),
                "under 256",
                Math.nextDown(LIMIT)));
        double before = residency.medianOfQuarter(1);
        results.add(Row.atMost(
                "Resident memory in the last quarter of the time, -Xmx64m, " + what + ": MB",
                Spread.of(residency.medianOfQuarter(3)),
                "second quarter " + Spread.number(before),
                "at most 10 % more",
                before * FLAT));
    }
}
