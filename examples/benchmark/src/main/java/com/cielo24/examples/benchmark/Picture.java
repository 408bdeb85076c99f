package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import org.knowm.xchart.internal.chartpart.Chart;

/** All charts in one SVG, two in a row. */
final class Picture {

    private static final int COLUMNS = 2;

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
        try (OutputStream out = Files.newOutputStream(file)) {
            Processors.get("svg").getDocument(graphics.getCommands(), size).writeTo(out);
        }
    }
}
