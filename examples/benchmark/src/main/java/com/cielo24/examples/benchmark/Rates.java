package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One large file again and again, and requests that are over at once, as many as there can be. */
final class Rates {

    private static final String FILES = "Files of 64 KiB";
    private static final String URLS = "URL messages";

    private Rates() {}

    static void upload(Lab lab, Report report) throws Exception {
        String service = lab.receiver().greeting();
        Sender component = lab.sender("component", Sender.Way.COMPONENT, service, Lab.JDK);
        Sender camelHttp = lab.sender("camel-http", Sender.Way.CAMEL_HTTP, service, Lab.JDK);
        Sender floor = lab.sender("transferTo", Sender.Way.TRANSFER_TO, service, Lab.JDK);
        Turns turns = Turns.take(lab, List.of(component, new Curl(service, ""), camelHttp, floor), large(lab));
        besideCurl(lab, report, "clear text", turns, component.name());
    }

    /** A row for each JDK, all of them in turn with curl. */
    static void tls(Lab lab, Report report) throws Exception {
        String service = lab.secureReceiver().greeting();
        List<Turns.Contestant> contestants = new ArrayList<>(List.of(new Curl(service, lab.certificate())));
        for (Path jdk : lab.jdks()) {
            String name = "JDK " + Lab.version(jdk.resolve("bin/java").toString());
            contestants.add(lab.sender(name, Sender.Way.COMPONENT, service, jdk));
        }
        Turns turns = Turns.take(lab, contestants, large(lab));
        for (Turns.Contestant ours : contestants.subList(1, contestants.size())) {
            besideCurl(lab, report, "TLS 1.3, " + ours.name(), turns, ours.name());
        }
    }

    private static void besideCurl(Lab lab, Report report, String how, Turns turns, String ours) {
        String what = title(lab) + ", " + how;
        report.add(turns.row(what + ": seconds", ours, Turns.Round::seconds).atMost("curl", 1, "at most curl's"));
        report.add(turns.row(what + ": CPU s a GB", ours, round -> round.cpuNanos() / (double) bytes(lab))
                .atMost("curl", 1.1, "at most curl's + 10 %"));
    }

    static void urls(Lab lab, Report report) throws Exception {
        besideCamelHttp(lab, report, URLS, "camel-http GET", 1, "at least as many");
    }

    static void smallFiles(Lab lab, Report report) throws Exception {
        besideCamelHttp(lab, report, FILES, "camel-http POST", 1.2, "at least 1.2 times");
    }

    private static void besideCamelHttp(Lab lab, Report report, String what, String other, double factor, String goal)
            throws Exception {
        String service = lab.receiver().greeting();
        List<Sender> contestants = List.of(
                lab.sender("component", Sender.Way.COMPONENT, service, Lab.JDK),
                lab.sender(other, Sender.Way.CAMEL_HTTP, service, Lab.JDK));
        warmUp(lab, contestants, what);
        for (int senders : lab.amount(List.of(1, 8, 64), List.of(1, 8))) {
            String measure = what + " a second, " + senders + (senders == 1 ? " sender" : " senders");
            report.add(Turns.take(lab, contestants, small(lab, what, senders))
                    .row(measure, "component", Turns.Round::perSecond)
                    .atLeast(other, factor, goal));
        }
    }

    /** The cost of monitoring: everything that an operator can see, on and off. */
    static void operated(Lab lab, Report report) throws Exception {
        String on = "looked at";
        String off = "nobody looks";
        String goal = "as when nobody looks";
        String service = lab.receiver().greeting();
        String[] log = {
            "-Dlogback.configurationFile=operated-logback.xml",
            "-Doperated.log=" + lab.folder().resolve("operated.log")
        };
        List<Sender> contestants = List.of(
                lab.sender(on, Sender.Way.OPERATED, service, Lab.JDK, log),
                lab.sender(off, Sender.Way.COMPONENT, service, Lab.JDK));
        report.add(Turns.take(lab, contestants, large(lab))
                .row(title(lab) + ", clear text, looked at: seconds", on, Turns.Round::seconds)
                .atMost(off, 1, goal));
        for (String what : List.of(URLS, FILES)) {
            warmUp(lab, contestants, what);
            report.add(Turns.take(lab, contestants, small(lab, what, 8))
                    .row(what + " a second, 8 senders, looked at", on, Turns.Round::perSecond)
                    .atLeast(off, 1, goal));
        }
    }

    /** From one sender, so that there is a core for the compiler. */
    private static void warmUp(Lab lab, List<Sender> contestants, String what) throws IOException {
        for (int i = 0; i < lab.amount(10, 0); i++) {
            for (Sender contestant : contestants) {
                contestant.run(small(lab, what, 1));
            }
        }
    }

    private static Sender.Work small(Lab lab, String what, int senders) throws IOException {
        String file = what.equals(URLS) ? null : Lab.sparse(lab.folder().resolve("small.mp4"), 64 * Lab.KIB);
        return new Sender.Work(file, senders, 0, lab.amount(2_000, 50));
    }

    private static Sender.Work large(Lab lab) throws IOException {
        return new Sender.Work(Lab.sparse(lab.folder().resolve("lecture.mp4"), bytes(lab)), 1, 1, 0);
    }

    private static String title(Lab lab) {
        return "Upload of " + lab.amount("2 GiB", "4 MiB");
    }

    private static long bytes(Lab lab) {
        return lab.amount(2048, 4) * Lab.MIB;
    }
}
