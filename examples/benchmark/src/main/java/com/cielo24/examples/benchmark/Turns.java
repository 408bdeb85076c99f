package com.cielo24.examples.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Rounds of the same work, by the names of the contestants: one after the other and again, so that what else happens on the
 * machine hits all of them alike. The first of them is what is measured; the second is what it is compared with.
 */
record Turns(Map<String, List<Round>> rounds) {

    interface Contestant {
        String name();

        Round run(Work work) throws Exception;
    }

    /** From so many senders at once, each so often or, if that is 0, for a time: a file or, if that is null, URLs. */
    record Work(String file, int senders, long each, long millis) {}

    /** What a round took, CPU time of all threads of the process included, and how often something was sent. */
    record Round(long nanos, long cpuNanos, long count) {
        double seconds() {
            return nanos / 1e9;
        }

        double perSecond() {
            return count / seconds();
        }
    }

    /** Rounds that count, after some that do not. */
    static Turns take(Lab lab, List<? extends Contestant> contestants, Work work) throws Exception {
        take(lab.warmups(), contestants, work);
        return take(lab.rounds(), contestants, work);
    }

    static Turns take(int number, List<? extends Contestant> contestants, Work work) throws Exception {
        Map<String, List<Round>> rounds = new LinkedHashMap<>();
        for (int i = 0; i < number; i++) {
            for (Contestant contestant : contestants) {
                rounds.computeIfAbsent(contestant.name(), name -> new ArrayList<>())
                        .add(contestant.run(work));
            }
        }
        return new Turns(rounds);
    }

    /** A figure of the first, beside those of the others. */
    Row row(String measure, ToDoubleFunction<Round> figure) {
        Map<String, Spread> figures = new LinkedHashMap<>();
        rounds.forEach((name, all) ->
                figures.put(name, Spread.of(all.stream().mapToDouble(figure).toArray())));
        return new Row(measure, figures.remove(rounds.keySet().iterator().next()), figures, "", "–", "–");
    }
}
