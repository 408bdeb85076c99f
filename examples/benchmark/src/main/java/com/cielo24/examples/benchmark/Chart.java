package com.cielo24.examples.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An SVG with bars for the rows that have figures of others: medians; the table has the least and the most. */
final class Chart {

    private static final int WIDTH = 460;
    private static final int NAMES = 150;
    private static final int BARS = 220;
    private static final int LINE = 18;

    private final StringBuilder svg = new StringBuilder();
    /** Of the two columns. */
    private final int[] heights = new int[2];

    private Chart() {}

    static String of(List<Row> rows) {
        Chart chart = new Chart();
        rows.stream().filter(row -> !row.others().isEmpty()).forEach(chart::add);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d"
                     font-family="sans-serif" font-size="12">
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                %3$s</svg>
                """.formatted(2 * WIDTH, Math.max(chart.heights[0], chart.heights[1]) + LINE, chart.svg);
    }

    /** Below the shorter column. */
    private void add(Row row) {
        Map<String, Double> bars = new LinkedHashMap<>();
        bars.put("component", row.figure().median());
        row.others().forEach((name, other) -> bars.put(name, other.median()));
        double longest = bars.values().stream().max(Double::compare).orElseThrow();
        int column = heights[0] <= heights[1] ? 0 : 1;
        int x = column * WIDTH + LINE;
        int y = heights[column] + 2 * LINE;
        String fill = "#1f6fb4";
        text(x, y, "font-weight=\"bold\"", row.measure());
        for (Map.Entry<String, Double> bar : bars.entrySet()) {
            y += LINE;
            int width = (int) Math.max(1, bar.getValue() / longest * BARS);
            text(x + NAMES - 6, y, "text-anchor=\"end\"", bar.getKey());
            svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n"
                    .formatted(x + NAMES, y - 11, width, LINE - 4, fill));
            text(x + NAMES + width + 6, y, "", Spread.number(bar.getValue()));
            fill = "#a8a8a8";
        }
        heights[column] = y;
    }

    private void text(int x, int y, String style, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append("<text x=\"%d\" y=\"%d\" %s fill=\"#222222\">%s</text>%n".formatted(x, y, style, escaped));
    }
}
