package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One large file again and again, and requests that are over at once, as many as there can be. */
final class Rates {

    private static final String FILES = "Files of 64 KiB";
    private static final String URLS = "URL messages";

    /** Rounds from one sender before any that count, so that there is a core for the compiler. */
    private static final int WARM_UP = 10;

    private Rates() {}

    static void upload(Lab lab, Report report) throws Exception {
        String service = lab.receiver("http").greeting();
        List<Turns.Contestant> contestants = List.of(
                lab.sender("component", Sender.Way.COMPONENT, service, Lab.JDK),
                new Curl("curl", service),
                lab.sender("camel-http", Sender.Way.CAMEL_HTTP, service, Lab.JDK),
                lab.sender("transferTo", Sender.Way.TRANSFER_TO, service, Lab.JDK));
        besideCurl(lab, report, "clear text", contestants);
    }

    static void tls(Lab lab, Report report) throws Exception {
        String service = lab.receiver("https").greeting();
        for (Path jdk : lab.jdks()) {
            String how = "TLS 1.3, JDK " + Lab.version(jdk.resolve("bin/java").toString());
            Sender component = lab.sender("component", Sender.Way.COMPONENT, service, jdk);
            besideCurl(lab, report, how, List.of(component, new Curl("curl", service)));
        }
    }

    private static void besideCurl(Lab lab, Report report, String how, List<Turns.Contestant> contestants)
            throws Exception {
        Turns turns = Turns.take(lab, contestants, large(lab));
        String what = title(lab) + ", " + how;
        report.add(turns.row(what + ": seconds", Turns.Round::seconds).atMostTimes(1, "at most curl's"));
        report.add(turns.row(what + ": CPU s a GB", round -> round.cpuNanos() / (double) bytes(lab))
                .atMostTimes(1.1, "at most curl's + 10 %"));
    }

    static void urls(Lab lab, Report report) throws Exception {
        besideCamelHttp(lab, report, URLS, "camel-http GET", 1, "at least as many");
    }

    static void smallFiles(Lab lab, Report report) throws Exception {
        besideCamelHttp(lab, report, FILES, "camel-http POST", 1.2, "at least 1.2 times");
    }

    private static void besideCamelHttp(Lab lab, Report report, String what, String other, double factor, String goal)
            throws Exception {
        String service = lab.receiver("http").greeting();
        List<Sender> contestants = List.of(
                lab.sender("component", Sender.Way.COMPONENT, service, Lab.JDK),
                lab.sender(other, Sender.Way.CAMEL_HTTP, service, Lab.JDK));
        Turns.take(lab.amount(WARM_UP, 0), contestants, small(lab, what, 1));
        for (int senders : lab.amount(List.of(1, 8, 64), List.of(1, 8))) {
            String measure = what + " a second, " + senders + (senders == 1 ? " sender" : " senders");
            report.add(Turns.take(lab, contestants, small(lab, what, senders))
                    .row(measure, Turns.Round::perSecond)
                    .atLeastTimes(factor, goal));
        }
    }

    /** The cost of monitoring: everything that an operator can see, on and off. */
    static void operated(Lab lab, Report report) throws Exception {
        String goal = "as when nobody looks";
        String service = lab.receiver("http").greeting();
        String log = "-Dlogback.configurationFile=operated-logback.xml";
        List<Sender> contestants = List.of(
                lab.sender("looked at", Sender.Way.OPERATED, service, Lab.JDK, log),
                lab.sender("nobody looks", Sender.Way.COMPONENT, service, Lab.JDK));
        report.add(Turns.take(lab, contestants, large(lab))
                .row(title(lab) + ", clear text, looked at: seconds", Turns.Round::seconds)
                .atMostTimes(1, goal));
        for (String what : List.of(URLS, FILES)) {
            Turns.take(lab.amount(WARM_UP, 0), contestants, small(lab, what, 1));
            report.add(Turns.take(lab, contestants, small(lab, what, 8))
                    .row(what + " a second, 8 senders, looked at", Turns.Round::perSecond)
                    .atLeastTimes(1, goal));
        }
    }

    private static Turns.Work small(Lab lab, String what, int senders) throws IOException {
        String file = what.equals(URLS) ? null : Lab.sparse(lab.folder().resolve("small.mp4"), 64 << 10);
        return new Turns.Work(file, senders, 0, lab.amount(2_000, 50));
    }

    private static Turns.Work large(Lab lab) throws IOException {
        return new Turns.Work(Lab.sparse(lab.folder().resolve("lecture.mp4"), bytes(lab)), 1, 1, 0);
    }

    private static String title(Lab lab) {
        return "Upload of " + lab.amount("2 GiB", "4 MiB");
    }

    private static long bytes(Lab lab) {
        return lab.amount(2L << 30, 4L << 20);
    }
}
