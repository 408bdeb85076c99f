package com.cielo24.examples.benchmark;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * A row of the table: what was measured, and its unit; the component's figure; those of others by name, or a note; what is
 * to be reached; whether it was, and by how much if not.
 */
record Row(String measure, Spread figure, Map<String, Spread> others, String note, String goal, String reached) {

    static Row of(String measure, Spread figure, String note) {
        return new Row(measure, figure, Map.of(), note, "–", "–");
    }

    static Row of(String measure, Spread figure, Map<String, Spread> others) {
        return new Row(measure, figure, others, "", "–", "–");
    }

    /** The median may be this at most. */
    Row atMost(double limit, String goal) {
        return judged(goal, figure.median() / limit - 1, figure.min() <= limit);
    }

    /** The median must be this at least. */
    Row atLeast(double limit, String goal) {
        return judged(goal, 1 - figure.median() / limit, figure.max() >= limit);
    }

    /** That of another, times a factor, is the limit. */
    Row atMost(String other, double factor, String goal) {
        return atMost(others.get(other).median() * factor, goal);
    }

    /** That of another, times a factor, is the limit. */
    Row atLeast(String other, double factor, String goal) {
        return atLeast(others.get(other).median() * factor, goal);
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
