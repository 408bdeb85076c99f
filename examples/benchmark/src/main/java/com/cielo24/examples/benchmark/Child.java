package com.cielo24.examples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** A process of ours, which prints lines that are awaited. */
final class Child {

    private final Process process;
    private String greeting;

    Child(List<String> command, Path folder) throws IOException {
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    Process process() {
        return process;
    }

    void awaitGreeting(Predicate<String> wanted) throws IOException {
        greeting = await(wanted);
    }

    /** The line by which it said that it can be used. */
    String greeting() {
        return greeting;
    }

    void tell(String line) throws IOException {
        process.outputWriter().write(line + "\n");
        process.outputWriter().flush();
    }

    /**
     * Waits for a line and forgets those before it.
     *
     * @throws IOException if the process ends before
     */
    String await(Predicate<String> wanted) throws IOException {
        String last = "nothing";
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (wanted.test(line)) {
                return line;
            }
            last = line;
        }
        throw new IOException("a process ended; its last words: " + last);
    }

    /** Forgets all lines from now on. A process whose lines nobody reads stops when the pipe is full. */
    void forgetLines() {
        new Thread(() -> process.inputReader().lines().forEach(line -> {})).start();
    }

    /** Ends the process, whatever it does. */
    void end() {
        process.destroyForcibly().onExit().join();
    }
}
