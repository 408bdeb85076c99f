package com.cielo24.examples.watch;

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

import com.cielo24.simulator.Cielo24Simulator;

/** The program in a process of its own, in a working directory of its own, with 64 MB of heap. */
final class WatchProcess implements AutoCloseable {

    /** A property that stands for a process that has much to do. */
    static final String AT_FULL_SPEED = "test.at.full.speed=true";

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");

    private final Process process;
    private final Path output;

    private WatchProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * @param properties system properties, key and value
     */
    static WatchProcess start(
            Path directory, Map<String, String> environment, List<String> properties, String... args) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m"));
            if (!properties.contains(AT_FULL_SPEED)) {
                // starts sooner; most processes of tests live for a second or two
                command.add("-XX:TieredStopAtLevel=1");
            }
            // a page has a port, and tests run beside each other
            command.add("-Dingest.http.port=off");
            properties.forEach(property -> command.add("-D" + property));
            command.addAll(
                    List.of("-cp", System.getProperty("java.class.path"), "com.cielo24.examples.watch.DirectoryWatch"));
            command.addAll(List.of(args));
            Path output = Files.createTempFile(directory, ".output", ".log");
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("INGEST_") || key.startsWith("CAMEL_"));
            builder.environment().putAll(environment);
            return new WatchProcess(
                    builder.redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start(),
                    output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that sends to a simulator, all its folders below a base. */
    static WatchProcess start(Path base, Cielo24Simulator simulator, List<String> properties, String... args) {
        List<String> all = new ArrayList<>(
                List.of("camel.component.cielo24.base-url=" + simulator.baseUrl(), "ingest.folder=" + base));
        if (properties.stream().noneMatch(property -> property.startsWith("camel.component.cielo24.username="))) {
            all.add("camel.component.cielo24.api-token=" + simulator.apiToken());
        }
        all.addAll(properties);
        return start(base, Map.of(), all, args);
    }

    /** {@code kill -9} */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** {@code kill}, or Ctrl-C */
    void stop() {
        process.destroy();
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
        process.destroyForcibly();
    }
}
