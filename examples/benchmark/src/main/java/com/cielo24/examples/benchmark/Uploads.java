package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One large file, again and again. */
final class Uploads {

    private Uploads() {}

    static void clearText(Lab lab, Report report) throws IOException, InterruptedException {
        try (Lab.Service receiver = lab.receiver();
                Lab.JavaSender component = lab.sender("component", Sender.Way.COMPONENT, receiver);
                Lab.JavaSender camelHttp = lab.sender("camel-http", Sender.Way.CAMEL_HTTP, receiver);
                Lab.JavaSender floor = lab.sender("transferTo", Sender.Way.TRANSFER_TO, receiver)) {
            Curl curl = new Curl(receiver.baseUrl(), null);
            Turns turns = Turns.take(lab, List.of(component, curl, camelHttp, floor), upload(lab));
            compare(lab, report, "clear text", turns, component.name());
        }
    }

    /** A row for each JDK, all of them in turn with curl. */
    static void tls(Lab lab, Report report) throws IOException, InterruptedException {
        List<Turns.Contestant> contestants = new ArrayList<>();
        try (Lab.Service receiver = lab.receiver(lab.keyStore())) {
            contestants.add(new Curl(receiver.baseUrl(), lab.certificate()));
            for (Path jdk : lab.jdks()) {
                String name = "JDK " + Lab.version(jdk.resolve("bin/java").toString());
                contestants.add(lab.sender(name, Sender.Way.COMPONENT, receiver, jdk));
            }
            Turns turns = Turns.take(lab, contestants, upload(lab));
            for (Turns.Contestant ours : contestants.subList(1, contestants.size())) {
                compare(lab, report, "TLS 1.3, " + ours.name(), turns, ours.name());
            }
        }
    }

    static Sender.Work upload(Lab lab) throws IOException {
        return new Sender.Work(Lab.sparse(lab.folder().resolve("lecture.mp4"), bytes(lab)), 1, 1, 0);
    }

    static String title(Lab lab) {
        return "Upload of " + lab.amount("2 GiB", "4 MiB");
    }

    private static long bytes(Lab lab) {
        return lab.amount(2048, 4) * Lab.MIB;
    }

    private static void compare(Lab lab, Report report, String how, Turns turns, String ours) {
        String what = title(lab) + ", " + how;
        report.add(Row.of(what + ": seconds", turns.of(ours, Turns.Round::seconds))
                .beside(turns.others(ours, Turns.Round::seconds))
                .atMost(turns.of("curl", Turns.Round::seconds).median(), "at most curl's"));
        ToDoubleFunction<Turns.Round> cpu = round -> round.cpuNanos() / (double) bytes(lab);
        report.add(Row.of(what + ": CPU s a GB", turns.of(ours, cpu))
                .beside(turns.others(ours, cpu))
                .atMost(turns.of("curl", cpu).median() * 1.1, "at most curl's + 10 %"));
    }
}
