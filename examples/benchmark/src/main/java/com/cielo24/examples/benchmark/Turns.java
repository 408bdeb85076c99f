package com.cielo24.examples.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Rounds of the same work, by the names of the contestants: one after the other and again, so that what else happens on the
 * machine hits all of them alike.
 */
record Turns(Map<String, List<Round>> rounds) {

    interface Contestant {
        String name();

        Round run(Sender.Work work) throws Exception;
    }

    /** What a round took, CPU time of all threads of the process included, and how often something was sent. */
    record Round(long nanos, long cpuNanos, long count) {
        double seconds() {
            return nanos / 1e9;
        }

        double perSecond() {
            return count / seconds();
        }
    }

    static Turns take(Lab lab, List<? extends Contestant> contestants, Sender.Work work) throws Exception {
        Map<String, List<Round>> rounds = new LinkedHashMap<>();
        for (int i = -lab.warmups(); i < lab.rounds(); i++) {
            for (Contestant contestant : contestants) {
                Round round = contestant.run(work);
                if (i >= 0) {
                    rounds.computeIfAbsent(contestant.name(), name -> new ArrayList<>())
                            .add(round);
                }
            }
        }
        return new Turns(rounds);
    }

    /** A figure of one of them, beside those of the others. */
    Row row(String measure, String ours, ToDoubleFunction<Round> figure) {
        Map<String, Spread> figures = new LinkedHashMap<>();
        rounds.forEach((name, all) -> figures.put(
                name, Spread.of(all.stream().mapToDouble(figure).boxed().toList())));
        return Row.of(measure, figures.remove(ours), figures);
    }
}
