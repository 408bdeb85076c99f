package com.cielo24.examples.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A program in a process of its own, in a working directory of its own. */
public class ProgramProcess implements AutoCloseable {

    /** 0 has the program open a page, which otherwise none does in a test: tests run beside each other. */
    public static final String PAGE_PORT = "ingest.http.port";

    private static final Pattern PAGE = Pattern.compile("What is under way: (http://localhost:\\d+/)");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");
    private static final Pattern CONFIGURATION = Pattern.compile("(INGEST|CAPTIONS|CAMEL|BROKER)_.*");

    private final Process process;
    private final Path output;

    /**
     * @param options     of the virtual machine
     * @param environment beside what is there, of which whatever would configure the program is left out
     */
    protected ProgramProcess(
            Path directory, Class<?> program, List<String> options, Map<String, String> environment, String... args) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-D" + PAGE_PORT + "=off"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(args));
        try {
            output = Files.createTempFile(directory, ".output", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(key -> CONFIGURATION.matcher(key).matches());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port for a program, which nobody has now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a folder, relative and sorted; those that are renamed meanwhile may be missing. */
    public static List<String> files(Path folder) {
        List<String> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(folder.relativize(file).toString());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.sort(files);
        return files;
    }

    /** {@code kill -9} */
    public final void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** {@code kill}, or Ctrl-C */
    public final void stop() {
        process.destroy();
    }

    public final int awaitExit(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + seconds + " s:\n" + output());
        }
        return process.exitValue();
    }

    public final void awaitOutput(String text) {
        await(text).atMost(Duration.ofSeconds(40)).until(() -> output().contains(text));
    }

    public final boolean isAlive() {
        return process.isAlive();
    }

    /** How many threads it has now; Linux only. */
    public final int threads() throws IOException {
        return count("task");
    }

    /** How many files and sockets it has open now; Linux only. */
    public final int descriptors() throws IOException {
        return count("fd");
    }

    private int count(String what) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc/" + process.pid() + "/" + what))) {
            return (int) entries.count();
        }
    }

    /** The most memory that it ever had, in MB, or 0 where that cannot be told. */
    public final long peakMegabytes() {
        try {
            Matcher matcher = PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) / 1024 : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    public final String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What its page shows under a path. */
    public final String page(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pageUrl() + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    public final String pageUrl() {
        awaitOutput("What is under way: ");
        Matcher page = PAGE.matcher(output());
        assertThat(page.find()).as(output()).isTrue();
        return page.group(1);
    }

    @Override
    public final void close() {
        process.destroyForcibly();
    }
}
