package com.cielo24.examples.benchmark;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** What several rounds gave: the one in the middle, or between the two there, the least and the most. */
record Spread(double median, double min, double max) {

    static Spread of(double... values) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Such as {@code 0.62 (0.60–0.71)}. */
    @Override
    public String toString() {
        return min == max ? number(median) : "%s (%s–%s)".formatted(number(median), number(min), number(max));
    }

    /** Three significant digits, as more would only look exact. */
    static String number(double value) {
        int decimals = value == 0 ? 0 : (int) Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
        return String.format(Locale.ROOT, "%,." + Math.min(decimals, 3) + "f", value)
                .replace(',', ' ');
    }
}
