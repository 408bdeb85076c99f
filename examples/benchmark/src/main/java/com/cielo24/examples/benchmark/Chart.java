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
                     font-family="sans-serif" font-size="12" fill="#222222">
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                %3$s</svg>
                """.formatted(2 * WIDTH, Math.max(chart.heights[0], chart.heights[1]) + LINE, chart.svg);
    }

    /** Below the shorter column. */
    private void add(Row row) {
        Map<String, Spread> bars = new LinkedHashMap<>(Map.of("component", row.figure()));
        bars.putAll(row.others());
        double longest =
                bars.values().stream().mapToDouble(Spread::median).max().orElseThrow();
        int column = heights[0] <= heights[1] ? 0 : 1;
        int x = column * WIDTH + LINE;
        heights[column] += 2 * LINE;
        svg.append("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n"
                .formatted(x, heights[column], row.measure()));
        bars.forEach((name, figure) -> {
            heights[column] += LINE;
            int width = (int) Math.max(1, figure.median() / longest * BARS);
            String fill = name.equals("component") ? "#1f6fb4" : "#a8a8a8";
            String median = Spread.number(figure.median());
            svg.append("""
                    <g transform="translate(%d %d)"><text x="-6" text-anchor="end">%s</text>
                    <rect y="-11" width="%4$d" height="14" fill="%5$s"/><text x="%4$d" dx="6">%6$s</text></g>
                    """.formatted(x + NAMES, heights[column], name, width, fill, median));
        });
    }
}
