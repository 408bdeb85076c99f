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
        return new Row(measure, figure.toString(), beside, goal, verdict(figure.median(), limit, figure.min() <= limit));
    }

    /**
     * @param limit what the median must be at least
     */
    static Row atLeast(String measure, Spread figure, String beside, String goal, double limit) {
        return new Row(measure, figure.toString(), beside, goal, verdict(limit, figure.median(), figure.max() >= limit));
    }

    /** The best round says whether a shortfall may be chance. */
    private static String verdict(double smaller, double larger, boolean bestReached) {
        if (smaller <= larger) {
            return "yes";
        }
        String by = Spread.number((smaller / larger - 1) * 100) + " %";
        return bestReached ? "no, by " + by + "; within the spread" : "**no**, by " + by;
    }
}
