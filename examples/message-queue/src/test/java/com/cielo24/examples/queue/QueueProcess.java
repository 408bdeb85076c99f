package com.cielo24.examples.queue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program in a process of its own, in a working directory of its own. */
final class QueueProcess implements AutoCloseable {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    private final Process process;
    private final Path output;

    private QueueProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * @param options    of the JVM
     * @param properties system properties
     */
    static QueueProcess start(Path directory, List<String> options, Map<String, String> properties, String... args) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(options);
            properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
            command.addAll(
                    List.of("-cp", System.getProperty("java.class.path"), "com.cielo24.examples.queue.MessageQueue"));
            command.addAll(List.of(args));
            Path output = Files.createTempFile(directory, "process", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(
                            key -> key.startsWith("INGEST_") || key.startsWith("CAMEL_") || key.startsWith("BROKER_"));
            return new QueueProcess(
                    builder.redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9} */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int awaitExit(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + seconds + " s:\n" + output());
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The most memory that it ever had, in MB, or 0 where that cannot be told. */
    long peakMegabytes() {
        try {
            Matcher matcher = PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
