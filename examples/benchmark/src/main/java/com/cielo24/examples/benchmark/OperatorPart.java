package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import com.cielo24.examples.benchmark.sender.OperatedRoute;
import com.cielo24.examples.benchmark.sender.Round;
import com.cielo24.examples.benchmark.sender.Way;
import com.cielo24.examples.benchmark.sender.Work;

/** What it costs that somebody looks on: everything that an operator can see, on and off. */
record OperatorPart(Lab lab, Results results) {

    private static final String ON = "looked at";
    private static final String OFF = "nobody looks";
    private static final int SENDERS = 8;

    void measure() throws IOException, InterruptedException {
        List<String> log = List.of(
                "-Dlogback.configurationFile=" + OperatedRoute.LOG_CONFIGURATION,
                "-D" + OperatedRoute.LOG + "=" + lab.folder().resolve("operated.log"));
        try (Lab.Service receiver = lab.receiver(false, null);
                JavaSender on = JavaSender.start(lab, ON, Way.Name.OPERATED, Jdk.running(), log, receiver, null);
                JavaSender off = JavaSender.start(lab, OFF, Way.Name.COMPONENT, receiver)) {
            Turns large = Turns.take(lab.scale(), List.of(on, off), lab.largeUpload());
            results.add(Row.atMost(
                    "Upload of " + Amounts.bytes(lab.scale().uploadBytes()) + ", clear text, looked at: seconds",
                    large.of(ON, Round::seconds),
                    large.others(Round::seconds),
                    "as when nobody looks",
                    large.of(OFF, Round::seconds).median()));
            Map<String, Turns> rates = new LinkedHashMap<>();
            rates.put("URL messages", rate(on, off, Work.Kind.URL));
            rates.put("Files of " + Amounts.bytes(Lab.SMALL), rate(on, off, Work.Kind.UPLOAD));
            rates.forEach(this::report);
            results.add(Charts.groups(SENDERS + " senders, looked at or not: a second", "", rates, Round::perSecond));
        }
    }

    private Turns rate(JavaSender on, JavaSender off, Work.Kind kind) throws IOException, InterruptedException {
        List<JavaSender> contestants = List.of(on, off);
        Turns.warmUp(lab.scale(), contestants, lab.manyRequests(kind, 1));
        return Turns.take(lab.scale(), contestants, lab.manyRequests(kind, SENDERS));
    }

    private void report(String what, Turns turns) {
        ToDoubleFunction<Round> perSecond = Round::perSecond;
        results.add(Row.atLeast(
                what + " a second, " + SENDERS + " senders, looked at",
                turns.of(ON, perSecond),
                turns.others(perSecond),
                "as when nobody looks",
                turns.of(OFF, perSecond).median()));
    }
}
