package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.examples.benchmark.sender.Round;
import com.cielo24.examples.benchmark.sender.Way;
import com.cielo24.examples.benchmark.sender.Work;

/** Requests that are over at once, as many as there can be. */
record RatePart(Lab lab, Results results) {

    void urls() throws IOException, InterruptedException {
        compare("URL messages", Work.Kind.URL, "camel-http GET", "at least as many", 1);
    }

    void smallFiles() throws IOException, InterruptedException {
        compare("Files of " + Amounts.bytes(Lab.SMALL), Work.Kind.UPLOAD, "camel-http POST", "at least 1.2 times", 1.2);
    }

    private void compare(String what, Work.Kind kind, String other, String goal, double factor)
            throws IOException, InterruptedException {
        Map<Integer, Turns> turns = new LinkedHashMap<>();
        try (Lab.Service receiver = lab.receiver(false, null);
                JavaSender component = JavaSender.start(lab, "component", Way.Name.COMPONENT, receiver);
                JavaSender camelHttp = JavaSender.start(lab, other, Way.Name.CAMEL_HTTP, receiver)) {
            List<JavaSender> contestants = List.of(component, camelHttp);
            Turns.warmUp(lab.scale(), contestants, lab.manyRequests(kind, 1));
            for (int senders : lab.scale().senders()) {
                Turns taken = Turns.take(lab.scale(), contestants, lab.manyRequests(kind, senders));
                turns.put(senders, taken);
                results.add(Row.atLeast(
                        what + " a second, " + (senders == 1 ? "1 sender" : senders + " senders"),
                        taken.of("component", Round::perSecond),
                        taken.others(Round::perSecond),
                        goal,
                        taken.of(other, Round::perSecond).median() * factor));
            }
        }
        results.add(Charts.groups(what + " a second", "senders", turns, Round::perSecond));
    }
}
