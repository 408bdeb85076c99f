package com.cielo24.examples.benchmark;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import com.cielo24.examples.benchmark.sender.Round;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of the figures: medians; the table has the least and the most. */
final class Charts {

    static final int WIDTH = 520;
    static final int HEIGHT = 320;

    private static final Color[] COLORS = {
        new Color(0x1f6fb4), new Color(0xe08214), new Color(0x8c8c8c), new Color(0x4d9a4d), new Color(0x7b4ea3)
    };

    private Charts() {}

    /** A bar for each contestant. */
    static CategoryChart bars(String title, String unit, Turns turns, ToDoubleFunction<Round> figure) {
        CategoryChart chart = category(title, "", unit);
        List<String> names = List.copyOf(turns.rounds().keySet());
        List<Spread> spreads =
                names.stream().map(name -> turns.of(name, figure)).toList();
        chart.addSeries(unit, names, medians(spreads));
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    /** A group of bars for each kind of work, such as each number of senders. */
    static CategoryChart groups(String title, String by, Map<?, Turns> turns, ToDoubleFunction<Round> figure) {
        CategoryChart chart = category(title, by, "");
        for (String name : turns.values().iterator().next().rounds().keySet()) {
            List<Spread> spreads =
                    turns.values().stream().map(each -> each.of(name, figure)).toList();
            chart.addSeries(name, List.copyOf(turns.keySet()), medians(spreads));
        }
        return chart;
    }

    /** A line for each process. */
    static XYChart lines(String title, String x, String y, Map<String, Residency> all) {
        XYChart chart = xy(title, x, y);
        all.forEach((name, residency) -> {
            int size = residency.samples().size();
            List<Double> seconds = IntStream.range(0, size)
                    .mapToObj(i -> i * residency.seconds() / size)
                    .toList();
            chart.addSeries(name, seconds, residency.samples()).setMarker(SeriesMarkers.NONE);
        });
        chart.getStyler().setYAxisMin(0.0);
        // their names are long
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Vertical);
        return chart;
    }

    /** Milliseconds by a number that grows tenfold or twofold. */
    static CategoryChart growth(String title, String by, Map<Integer, Spread> spreads) {
        CategoryChart chart = category(title, by, "ms");
        List<Spread> values = List.copyOf(spreads.values());
        chart.addSeries("ms", List.copyOf(spreads.keySet()), medians(values));
        chart.getStyler().setLegendVisible(false);
        return chart;
    }

    private static List<Double> medians(List<Spread> spreads) {
        return spreads.stream().map(Spread::median).toList();
    }

    private static CategoryChart category(String title, String x, String y) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setAvailableSpaceFill(0.6);
        style(chart.getStyler());
        return chart;
    }

    private static XYChart xy(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        style(chart.getStyler());
        return chart;
    }

    private static void style(AxesChartStyler styler) {
        styler.setSeriesColors(COLORS);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setLegendPosition(Styler.LegendPosition.OutsideS);
        styler.setLegendLayout(Styler.LegendLayout.Horizontal);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        styler.setPlotGridVerticalLinesVisible(false);
    }
}
