package com.cielo24.examples.benchmark;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * A row of the table: what was measured, and its unit; the component's figure; those of others by name, or a note; what is
 * to be reached; whether it was, and by how much if not.
 */
record Row(String measure, Spread figure, Map<String, Spread> others, String note, String goal, String reached) {

    /** Without others, and without a goal yet. */
    static Row of(String measure, Spread figure, String note) {
        return new Row(measure, figure, Map.of(), note, "–", "–");
    }

    /** The median may be this at most. */
    Row atMost(double limit, String goal) {
        return judged(goal, figure.median() / limit - 1, figure.min() <= limit);
    }

    /** The limit is this many times the first of the others. */
    Row atMostTimes(double factor, String goal) {
        return atMost(factor * firstOther(), goal);
    }

    Row atLeastTimes(double factor, String goal) {
        double limit = factor * firstOther();
        return judged(goal, 1 - figure.median() / limit, figure.max() >= limit);
    }

    private double firstOther() {
        return others.values().iterator().next().median();
    }

    /** The shortfall is a part of the limit; if the best round reached that, it may be chance. */
    private Row judged(String goal, double shortfall, boolean bestReached) {
        String by = "by " + Spread.number(shortfall * 100) + " %";
        String missed = bestReached ? "no, " + by + "; within the spread" : "**no**, " + by;
        return new Row(measure, figure, others, note, goal, shortfall <= 0 ? "yes" : missed);
    }

    Row unjudged() {
        return new Row(measure, figure, others, note, goal, "not judged");
    }

    /** A line of Markdown. */
    @Override
    public String toString() {
        String beside = note
                + others.entrySet().stream()
                        .map(other -> other.getKey() + " " + other.getValue())
                        .collect(Collectors.joining("<br>"));
        return "| " + String.join(" | ", measure, figure.toString(), beside, goal, reached) + " |";
    }
}
