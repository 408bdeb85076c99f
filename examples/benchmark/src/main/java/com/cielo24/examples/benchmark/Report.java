package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code benchmark.md} and {@code benchmark.svg}, whose figures mean something or are not judged. */
record Report(boolean judged, List<Row> rows) {

    static final String TABLE = "benchmark.md";
    static final String CHART = "benchmark.svg";

    void add(Row measured) {
        Row row = judged ? measured : measured.unjudged();
        rows.add(row);
        System.out.println(row.toString().replace("<br>", ", "));
    }

    void write(Path folder, int rounds, List<String> machine) throws IOException {
        String table = rows.stream().map(Row::toString).collect(Collectors.joining("\n"));
        Files.writeString(folder.resolve(TABLE), """
                # Benchmark

                Medians of %d rounds, in brackets the least and the most of them. MB and GB are 10⁶ and 10⁹ bytes,
                MiB and GiB are 2²⁰ and 2³⁰. What is measured, and how, is in the README of `examples/benchmark`.

                - %s

                | measure | component | beside | to reach | reached |
                | --- | --- | --- | --- | --- |
                %s

                ![Chart](%s)
                """.formatted(rounds, String.join("\n- ", machine), table, CHART));
        Files.writeString(folder.resolve(CHART), Chart.of(rows));
    }
}
