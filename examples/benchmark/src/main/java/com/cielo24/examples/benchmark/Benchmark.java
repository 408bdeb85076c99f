package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = "Measures the component beside curl and plain camel-http, all on this machine, and writes "
                + Report.TABLE + " and " + Report.PICTURE + ". Needs Linux, curl and bash.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything was measured, whatever the figures are",
            "1:something failed",
            "2:an option is wrong, or this is no machine for it"
        })
public final class Benchmark implements Callable<Integer> {

    @Option(names = "--out", defaultValue = ".", description = "The folder for the report (default: here).")
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

    @Option(names = "--work", description = "A folder for its files, some hundred MB (default: the temporary one).")
    private Path work = Path.of(System.getProperty("java.io.tmpdir"));

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        // without this a desktop is looked for, to draw on
        System.setProperty("java.awt.headless", "true");
        return new CommandLine(new Benchmark()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Machine machine;
        List<Jdk> all = new ArrayList<>(List.of(Jdk.running()));
        try {
            if (rounds < 1) {
                throw new IOException("--rounds must be 1 or more, but is " + rounds);
            }
            for (Path home : jdks) {
                Jdk jdk = new Jdk(home);
                jdk.version();
                all.add(jdk);
            }
            machine = Machine.look();
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "Cannot measure: " + e.getMessage());
        }
        machine.lines().forEach(System.out::println);
        Scale scale = brief ? Scale.brief() : Scale.full(rounds);
        Report report = new Report(machine, scale, new Results(scale.judged()));
        try (Lab lab = new Lab(scale, work)) {
            for (Part part : EnumSet.copyOf(only)) {
                part.measure(lab, all, report.results());
            }
        }
        report.write(out);
        System.out.printf("%n%s%n%nIn full: %s%n", report.table(), out.resolve(Report.TABLE));
        return CommandLine.ExitCode.OK;
    }
}
