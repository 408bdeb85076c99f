package com.cielo24.examples.benchmark;

import java.util.ArrayList;
import java.util.List;

import org.knowm.xchart.internal.chartpart.Chart;

/** What was found so far. */
final class Results {

    private final boolean judged;
    private final List<Row> rows = new ArrayList<>();
    private final List<Chart<?, ?>> charts = new ArrayList<>();

    /**
     * @param judged whether the figures mean anything
     */
    Results(boolean judged) {
        this.judged = judged;
    }

    void add(Row measured) {
        Row row = judged ? measured : measured.unjudged();
        rows.add(row);
        System.out.printf(
                "%s: %s | %s | %s | %s%n",
                row.measure(), row.figure(), row.beside().replace("<br>", ", "), row.goal(), row.reached());
    }

    void add(Chart<?, ?> chart) {
        charts.add(chart);
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    List<Chart<?, ?>> charts() {
        return List.copyOf(charts);
    }
}
