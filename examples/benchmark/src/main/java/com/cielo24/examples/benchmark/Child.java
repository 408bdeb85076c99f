package com.cielo24.examples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process of ours: what it prints is a queue of lines, each with the time at which it came. */
final class Child implements AutoCloseable {

    /**
     * @param text  without its end
     * @param nanos {@link System#nanoTime()} when it was read
     */
    record Line(String text, long nanos) {}

    private static final Line END = new Line("", 0);

    private final Process process;
    private final Path log;
    private final Writer stdin;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    /**
     * @param log where what it prints to its standard error goes
     */
    Child(List<String> command, Path directory, Path log) throws IOException {
        this.log = log;
        process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(log.toFile())
                .start();
        stdin = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "lines of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(new Line(line, System.nanoTime()));
            }
        } catch (IOException e) {
            // it was ended
        }
        lines.add(END);
    }

    long pid() {
        return process.pid();
    }

    void tell(String line) throws IOException {
        stdin.write(line + "\n");
        stdin.flush();
    }

    /**
     * Waits for a line and forgets those before it.
     *
     * @throws IOException if it does not come in time
     */
    Line await(Predicate<String> wanted, Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        Line last = END;
        while (true) {
            Line line = lines.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new IOException("nothing for " + time.toSeconds() + " s" + said(last));
            }
            if (line == END) {
                throw new IOException("it ended" + said(last));
            }
            if (wanted.test(line.text())) {
                return line;
            }
            last = line;
        }
    }

    private String said(Line last) throws IOException {
        String errors = Files.readString(log);
        String end = errors.substring(Math.max(0, errors.length() - 2000));
        return "; its last words: " + last.text() + "\n" + end;
    }

    /** Ends the process, whatever it does. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
