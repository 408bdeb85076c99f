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

    /**
     * @param judged whether the figures mean anything
     */
    Report(boolean judged) {
        this.judged = judged;
    }

    void add(Row measured) {
        Row row = judged ? measured : measured.unjudged();
        rows.add(row);
        System.out.println(row.toString().replace("<br>", ", "));
    }

    /**
     * @param machine what the figures were measured on
     */
    void write(Path folder, int rounds, List<String> machine) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(TABLE), """
                # Benchmark

                Medians of %d rounds, in brackets the least and the most of them. MB and GB are 10⁶ and 10⁹ bytes,
                MiB and GiB are 2²⁰ and 2³⁰. What is measured, and how, is in the README of `examples/benchmark`.

                %s

                %s

                ![Chart](%s)
                """.formatted(
                rounds, machine.stream().map(line -> "- " + line).collect(Collectors.joining("\n")), table(), CHART));
        Files.writeString(folder.resolve(CHART), Chart.of(rows));
    }

    String table() {
        String head = """
                | measure | component | beside | to reach | reached |
                | --- | --- | --- | --- | --- |
                """;
        return rows.stream().map(Row::toString).collect(Collectors.joining("\n", head, ""));
    }
}
