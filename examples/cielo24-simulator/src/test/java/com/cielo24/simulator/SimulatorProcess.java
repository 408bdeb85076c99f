package com.cielo24.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The program in a process of its own; its standard error is among its output. */
final class SimulatorProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private SimulatorProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = process.inputReader();
    }

    /** From the classes of this build. */
    static SimulatorProcess ofClasses(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java(), "-Xmx64m", "-cp", System.getProperty("java.class.path"), SimulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        return new SimulatorProcess(command);
    }

    /** As it is packed. */
    static SimulatorProcess ofJar(Path jar, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx64m", "-jar", jar.toString()));
        command.addAll(arguments);
        return new SimulatorProcess(command);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    String readLine() throws IOException {
        return output.readLine();
    }

    /** All that it prints until it is ready. */
    String readIntroduction() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            text.append(line).append('\n');
            if (line.contains("Ctrl-C")) {
                return text.toString();
            }
        }
        throw new AssertionError("ended early: " + text);
    }

    static URI baseUrl(String introduction) {
        return URI.create(introduction.lines().findFirst().orElseThrow().replaceAll(".* at ", ""));
    }

    int exitValue() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Asks it to stop, as Ctrl-C does. */
    void stop() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
