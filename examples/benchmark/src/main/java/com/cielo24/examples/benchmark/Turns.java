package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import com.cielo24.examples.benchmark.sender.Round;
import com.cielo24.examples.benchmark.sender.Work;

/**
 * Rounds of the same work by several contestants, one after the other and again, so that what else happens on the machine
 * hits all of them alike.
 *
 * @param rounds of each, by name
 */
record Turns(Map<String, List<Round>> rounds) {

    static Turns take(Scale scale, List<? extends Contestant> contestants, Work work)
            throws IOException, InterruptedException {
        Map<String, List<Round>> rounds = new LinkedHashMap<>();
        for (int i = -scale.warmups(); i < scale.rounds(); i++) {
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

    /**
     * The first requests of a process are far slower than all that follow. From one sender, so that there is a core for
     * the compiler.
     */
    static void warmUp(Scale scale, List<? extends Contestant> contestants, Work work)
            throws IOException, InterruptedException {
        for (int i = 0; i < scale.compiling(); i++) {
            for (Contestant contestant : contestants) {
                contestant.run(work);
            }
        }
    }

    Spread of(String name, ToDoubleFunction<Round> figure) {
        return Spread.of(rounds.get(name).stream()
                .map(round -> figure.applyAsDouble(round))
                .toList());
    }

    /** All but the first, with their figures: what it is beside. */
    String others(ToDoubleFunction<Round> figure) {
        List<String> others = rounds.keySet().stream()
                .skip(1)
                .map(name -> name + " " + of(name, figure))
                .toList();
        return String.join("<br>", others);
    }
}
