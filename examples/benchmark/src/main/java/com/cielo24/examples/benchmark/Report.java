package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code benchmark.md} and {@code benchmark.svg}. */
final class Report {

    static final String TABLE = "benchmark.md";
    static final String CHART = "benchmark.svg";

    private final boolean judged;
    private final List<Row> rows = new ArrayList<>();

    /** With figures that mean something, or that are not judged. */
    Report(boolean judged) {
        this.judged = judged;
    }

    void add(Row measured) {
        Row row = judged ? measured : measured.unjudged();
        rows.add(row);
        System.out.println(row.toString().replace("<br>", ", "));
    }

    void write(Path folder, int rounds, List<String> machine) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(TABLE), """
                # Benchmark

                Medians of %d rounds, in brackets the least and the most of them. MB and GB are 10⁶ and 10⁹ bytes,
                MiB and GiB are 2²⁰ and 2³⁰. What is measured, and how, is in the README of `examples/benchmark`.

                - %s

                | measure | component | beside | to reach | reached |
                | --- | --- | --- | --- | --- |
                %s

                ![Chart](%s)
                """.formatted(
                        rounds,
                        String.join("\n- ", machine),
                        rows.stream().map(Row::toString).collect(Collectors.joining("\n")),
                        CHART));
        Files.writeString(folder.resolve(CHART), Chart.of(rows));
    }
}
