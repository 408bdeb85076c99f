package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.apache.camel.util.function.ThrowingBiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Measures the component beside curl and plain camel-http, all on this machine, and writes "
                + Report.TABLE + " and " + Report.CHART + ". Needs Linux, curl and bash.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything was measured, whatever the figures are",
            "1:something failed",
            "2:an option is wrong, or this is no machine for it"
        })
public final class Benchmark implements Callable<Integer> {

    /** Something that is measured by itself. */
    private enum Part {
        UPLOAD(Rates::upload),
        TLS(Rates::tls),
        URLS(Rates::urls),
        SMALL(Rates::smallFiles),
        OPERATOR(Rates::operated),
        MEMORY(Memory::measure),
        LATENCY(Watch::latency),
        GROWTH(Watch::growth),
        QUEUE(Queue::measure);

        private final ThrowingBiConsumer<Lab, Report, Exception> measurement;

        Part(ThrowingBiConsumer<Lab, Report, Exception> measurement) {
            this.measurement = measurement;
        }
    }

    @Option(
            names = "--out",
            defaultValue = ".",
            description = "The folder for the report and, meanwhile, up to 2 GB of files (default: here).")
    private Path out;

    @Option(
            names = "--only",
            split = ",",
            description = "Measures only these, in lower case and separated by commas: ${COMPLETION-CANDIDATES}.")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @Option(names = "--jdk", description = "The home of another JDK to measure TLS on, repeatable.")
    private List<Path> jdks = List.of();

    @Option(names = "--rounds", defaultValue = "5", description = "How many rounds count (default: 5).")
    private int rounds;

    @Option(names = "--short", description = "A few seconds only: shows that it works, but no figure worth reading.")
    private boolean brief;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        // it would report that each of the measured examples has a logback.xml
        System.setProperty("logback.statusListenerClass", "ch.qos.logback.core.status.NopStatusListener");
        return new CommandLine(new Benchmark()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws Exception {
        List<String> machine;
        List<Path> all = Stream.concat(Stream.of(Lab.JDK), jdks.stream()).toList();
        try {
            if (rounds < 1) {
                throw new IOException("--rounds must be 1 or more, but is " + rounds);
            }
            machine = Lab.machine(all);
        } catch (IOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Cannot measure: " + e.getMessage());
        }
        Report report = new Report(!brief, new ArrayList<>());
        try (Lab lab = Lab.open(brief, rounds, all, out)) {
            for (Part part : EnumSet.copyOf(only)) {
                lab.renew();
                part.measurement.accept(lab, report);
            }
            report.write(out, lab.rounds(), machine);
        }
        System.out.printf("%nIn full: %s%n", out.resolve(Report.TABLE));
        return CommandLine.ExitCode.OK;
    }
}
