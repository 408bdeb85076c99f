package com.cielo24.examples.benchmark;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The short form: that everything can be measured, not how fast it is. */
class BenchmarkTest {

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void measuresEverythingInItsShortForm() throws Exception {
        requireCurl();

        Path out = folder.resolve("out");
        assertThat(run("--short", "--out", out.toString())).isZero();

        List<String> rows = Files.readAllLines(out.resolve("benchmark.md")).stream()
                .filter(line -> line.startsWith("| ") && line.endsWith(" | not judged |"))
                .toList();
        assertThat(rows)
                .as("a row for each measure")
                .anyMatch(row -> row.contains("4 MiB, clear text: seconds") && row.contains("transferTo"))
                .anyMatch(row -> row.contains("4 MiB, TLS 1.3, JDK") && row.contains("curl"))
                .anyMatch(row -> row.contains("URL messages a second, 8 senders") && row.contains("camel-http GET"))
                .anyMatch(row -> row.contains("64 KiB a second, 1 sender") && row.contains("camel-http POST"))
                .anyMatch(row -> row.contains("clear text, looked at: seconds") && row.contains("nobody looks"))
                .anyMatch(row -> row.contains("URL messages a second, 8 senders, looked at"))
                .anyMatch(row -> row.contains("Peak resident memory, -Xmx64m, one upload of 4 MiB, TLS 1.3"))
                .anyMatch(row -> row.contains("Peak resident memory, -Xmx64m, 4 uploads"))
                .anyMatch(row -> row.contains("From dropping a file to its first byte"))
                .anyMatch(row -> row.contains("Time per file of 1 KiB, 10 in the inbox"))
                .anyMatch(row -> row.contains("Messages a second, queue to queue") && row.contains("bare jms to jms"))
                .anyMatch(row -> row.contains("queue to queue, 8 consumers: CPU ms each"));
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(out.resolve("benchmark.svg").toFile())
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
        assertThat(ProcessHandle.current().descendants()).as("processes left").isEmpty();
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left)
                    .as("files left")
                    .containsExactlyInAnyOrder(out.resolve("benchmark.md"), out.resolve("benchmark.svg"));
        }
    }

    @Test
    void saysWhatIsWrongWithAJdkThatIsNone() {
        StringWriter errors = new StringWriter();

        assertThat(run(errors, "--short", "--jdk", folder.toString())).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(errors.toString()).contains("--jdk", folder.toString(), "bin/java");
    }

    @Test
    void refusesAPartThatThereIsNot() {
        StringWriter errors = new StringWriter();

        assertThat(run(errors, "--only", "upload,speed")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(errors.toString()).contains("--only", "speed");
    }

    private static void requireCurl() {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "curl")));
        assumeTrue(there && Files.isDirectory(Path.of("/proc")), "needs Linux and curl");
    }

    private static int run(String... arguments) {
        return run(new StringWriter(), arguments);
    }

    private static int run(StringWriter errors, String... arguments) {
        return Benchmark.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    }
}
