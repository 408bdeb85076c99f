package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.util.List;

/** Requests that are over at once, as many as there can be. */
final class Rates {

    private static final String FILES = "Files of 64 KiB";
    private static final String URLS = "URL messages";

    private Rates() {}

    static void urls(Lab lab, Report report) throws IOException, InterruptedException {
        compare(lab, report, URLS, "camel-http GET", "at least as many", 1);
    }

    static void smallFiles(Lab lab, Report report) throws IOException, InterruptedException {
        compare(lab, report, FILES, "camel-http POST", "at least 1.2 times", 1.2);
    }

    private static void compare(Lab lab, Report report, String what, String other, String goal, double factor)
            throws IOException, InterruptedException {
        try (Lab.Service receiver = lab.receiver();
                Lab.JavaSender component = lab.sender("component", Sender.Way.COMPONENT, receiver);
                Lab.JavaSender camelHttp = lab.sender(other, Sender.Way.CAMEL_HTTP, receiver)) {
            List<Lab.JavaSender> contestants = List.of(component, camelHttp);
            warmUp(lab, contestants, what);
            for (int senders : lab.amount(List.of(1, 8, 64), List.of(1, 8))) {
                String measure = what + " a second, " + senders + (senders == 1 ? " sender" : " senders");
                add(report, measure, Turns.take(lab, contestants, work(lab, what, senders)), factor, goal);
            }
        }
    }

    /** What it costs that somebody looks on: everything that an operator can see, on and off. */
    static void operated(Lab lab, Report report) throws IOException, InterruptedException {
        try (Lab.Service receiver = lab.receiver();
                Lab.JavaSender on = lab.sender(
                        "looked at",
                        Sender.Way.OPERATED,
                        receiver,
                        Lab.JDK,
                        "-Dlogback.configurationFile=operated-logback.xml",
                        "-Doperated.log=" + lab.folder().resolve("operated.log"));
                Lab.JavaSender off = lab.sender("nobody looks", Sender.Way.COMPONENT, receiver)) {
            List<Lab.JavaSender> contestants = List.of(on, off);
            String goal = "as when nobody looks";
            Turns large = Turns.take(lab, contestants, Uploads.upload(lab));
            report.add(Row.of(
                            Uploads.title(lab) + ", clear text, looked at: seconds",
                            large.of(on.name(), Turns.Round::seconds))
                    .beside(large.others(on.name(), Turns.Round::seconds))
                    .atMost(large.of(off.name(), Turns.Round::seconds).median(), goal));
            for (String what : List.of(URLS, FILES)) {
                warmUp(lab, contestants, what);
                Turns turns = Turns.take(lab, contestants, work(lab, what, 8));
                add(report, what + " a second, 8 senders, looked at", turns, 1, goal);
            }
        }
    }

    /** From one sender, so that there is a core for the compiler. */
    private static void warmUp(Lab lab, List<Lab.JavaSender> contestants, String what)
            throws IOException, InterruptedException {
        for (int i = 0; i < lab.amount(10, 0); i++) {
            for (Lab.JavaSender contestant : contestants) {
                contestant.run(work(lab, what, 1));
            }
        }
    }

    private static Sender.Work work(Lab lab, String what, int senders) throws IOException {
        String file = what.equals(URLS) ? null : Lab.sparse(lab.folder().resolve("small.mp4"), 64 * Lab.KIB);
        return new Sender.Work(file, senders, 0, lab.amount(2_000, 50));
    }

    private static void add(Report report, String measure, Turns turns, double factor, String goal) {
        List<String> names = List.copyOf(turns.rounds().keySet());
        report.add(Row.of(measure, turns.of(names.get(0), Turns.Round::perSecond))
                .beside(turns.others(names.get(0), Turns.Round::perSecond))
                .atLeast(turns.of(names.get(1), Turns.Round::perSecond).median() * factor, goal));
    }
}
