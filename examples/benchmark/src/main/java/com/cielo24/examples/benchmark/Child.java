package com.cielo24.examples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** A process of ours, which prints lines that are awaited; the first of them said that it can be used. */
record Child(Process process, String greeting) {

    /** Starts it and waits for its greeting. */
    static Child start(List<String> command, Path folder, Predicate<String> greeting) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Child(process, await(process, greeting));
    }

    /** Of all its threads since its start. */
    static long cpuNanos(ProcessHandle.Info process) {
        return process.totalCpuDuration().orElseThrow().toNanos();
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
        return await(process, wanted);
    }

    private static String await(Process process, Predicate<String> wanted) throws IOException {
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
}
