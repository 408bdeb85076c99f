package com.cielo24.examples.benchmark;

/**
 * A row of the table.
 *
 * @param measure what was measured, and its unit
 * @param figure  the component's
 * @param beside  what others need, or what else it is to be seen beside
 * @param goal    what is to be reached
 * @param reached whether it was, and by how much if not
 */
record Row(String measure, String figure, String beside, String goal, String reached) {

    /**
     * @param limit what the median may be at most
     */
    static Row atMost(String measure, Spread figure, String beside, String goal, double limit) {
        double excess = figure.median() / limit - 1;
        return new Row(measure, figure.toString(), beside, goal, verdict(excess, figure.min() <= limit));
    }

    /**
     * @param limit what the median must be at least
     */
    static Row atLeast(String measure, Spread figure, String beside, String goal, double limit) {
        double lack = 1 - figure.median() / limit;
        return new Row(measure, figure.toString(), beside, goal, verdict(lack, figure.max() >= limit));
    }

    /** The first of several that are judged by each other. */
    static Row unjudged(String measure, Spread figure) {
        return new Row(measure, figure.toString(), "–", "–", "–");
    }

    Row unjudged() {
        return new Row(measure, figure, beside, goal, "not judged");
    }

    /**
     * The best round says whether a shortfall may be chance.
     *
     * @param shortfall as a part of the limit
     */
    private static String verdict(double shortfall, boolean bestReached) {
        if (shortfall <= 0) {
            return "yes";
        }
        String by = "by " + Spread.number(shortfall * 100) + " %";
        return bestReached ? "no, " + by + "; within the spread" : "**no**, " + by;
    }
}
