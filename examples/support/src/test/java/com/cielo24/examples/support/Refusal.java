package com.cielo24.examples.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/** A program that does not start. In this process, as one of its own takes seconds. */
public final class Refusal {

    private Refusal() {}

    /**
     * Checks that a program ends with 2.
     *
     * @param  program by its properties
     * @return         what it writes on the terminal
     */
    public static String of(Function<Properties, ExampleMain> program, Map<String, String> properties, String... args) {
        Properties overrides = new Properties();
        overrides.setProperty(ProgramProcess.PAGE_PORT, "off");
        overrides.putAll(properties);
        PrintStream terminal = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            int exit = ExampleMain.command(program.apply(overrides)).execute(args);
            assertThat(exit).as(written.toString(StandardCharsets.UTF_8)).isEqualTo(2);
        } finally {
            System.setErr(terminal);
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}
