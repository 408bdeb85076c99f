package com.cielo24.examples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** A process of ours, which prints lines that are awaited. */
record Child(Process process, BufferedReader lines, Writer stdin, Path errors) implements AutoCloseable {

    static Child start(List<String> command, Path folder) throws IOException {
        Path errors = Files.createTempFile(folder, "errors-", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .start();
        return new Child(process, process.inputReader(), process.outputWriter(), errors);
    }

    void tell(String line) throws IOException {
        stdin.write(line + "\n");
        stdin.flush();
    }

    /**
     * Waits for a line and forgets those before it.
     *
     * @throws IOException if the process ends before
     */
    String await(Predicate<String> wanted) throws IOException {
        String last = "nothing";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (wanted.test(line)) {
                return line;
            }
            last = line;
        }
        throw new IOException("a process ended; its last words: " + last + "\n" + Files.readString(errors));
    }

    /** Ends the process, whatever it does. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
