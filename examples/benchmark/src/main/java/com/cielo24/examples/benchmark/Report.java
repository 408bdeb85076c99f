package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code benchmark.md} and {@code benchmark.svg}. */
record Report(Machine machine, Scale scale, Results results) {

    static final String TABLE = "benchmark.md";
    static final String PICTURE = "benchmark.svg";

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(TABLE), text());
        Picture.write(results.charts(), folder.resolve(PICTURE));
    }

    private String text() throws IOException {
        return """
                # Benchmark

                Medians of %d rounds, in brackets the least and the most of them. MB and GB are 10⁶ and 10⁹ bytes,
                MiB and GiB are 2²⁰ and 2³⁰. What is measured, and how, is in the README of `examples/benchmark`.

                %s

                %s

                ![Chart](%s)
                """.formatted(scale.rounds(), bullets(), table(), PICTURE);
    }

    private String bullets() throws IOException {
        return machine.lines().stream().map(line -> "- " + line).collect(Collectors.joining("\n"))
                + ", load average at the end " + Machine.load();
    }

    String table() {
        String head = """
                | measure | component | beside | to reach | reached |
                | --- | --- | --- | --- | --- |
                """;
        return results.rows().stream()
                .map(row -> List.of(row.measure(), row.figure(), row.beside(), row.goal(), row.reached()))
                .map(cells -> "| " + String.join(" | ", cells) + " |")
                .collect(Collectors.joining("\n", head, ""));
    }
}
