package com.cielo24.examples.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import org.knowm.xchart.internal.chartpart.Chart;

/** All charts in one SVG, two in a row. */
final class Picture {

    private static final int COLUMNS = 2;

    private static final Pattern TOO_EXACT = Pattern.compile("(\\d\\.\\d\\d)\\d+");

    private Picture() {}

    static void write(List<Chart<?, ?>> charts, Path file) throws IOException {
        int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
        VectorGraphics2D graphics = new VectorGraphics2D();
        for (int i = 0; i < charts.size(); i++) {
            int x = i % COLUMNS * Charts.WIDTH;
            int y = i / COLUMNS * Charts.HEIGHT;
            graphics.translate(x, y);
            charts.get(i).paint(graphics, Charts.WIDTH, Charts.HEIGHT);
            graphics.translate(-x, -y);
        }
        PageSize size = new PageSize(COLUMNS * Charts.WIDTH, rows * Charts.HEIGHT);
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        Processors.get("svg").getDocument(graphics.getCommands(), size).writeTo(svg);
        // letters are drawn as outlines, to six digits of a pixel: half of the file would be those
        Files.writeString(
                file, TOO_EXACT.matcher(svg.toString(StandardCharsets.UTF_8)).replaceAll("$1"));
    }
}
