package com.cielo24.examples.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.cielo24.examples.benchmark.receiver.Receiver;
import com.cielo24.examples.benchmark.sender.Work;

/**
 * A folder and processes for one run. All of them are gone when it is closed, also by Ctrl-C.
 */
final class Lab implements AutoCloseable {

    /** For a process to start and say so. */
    static final Duration START = Duration.ofSeconds(60);

    /** Size of the files of which many are sent. */
    static final long SMALL = 64 * 1024;

    private final Scale scale;
    private final Path folder;
    private final ConcurrentLinkedDeque<Child> children = new ConcurrentLinkedDeque<>();
    private final AtomicInteger logs = new AtomicInteger();
    private Certificate certificate;
    private final Thread hook = new Thread(this::clear);

    /**
     * @param parent where the folder is made; files in it are sparse, and take next to nothing of the disk
     */
    Lab(Scale scale, Path parent) throws IOException {
        this.scale = scale;
        this.folder = Files.createTempDirectory(parent, "cielo24-benchmark-").toRealPath();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Scale scale() {
        return scale;
    }

    Path folder() {
        return folder;
    }

    /** Starts a program of ours on the JDK that runs us. */
    Child java(Class<?> program, List<String> options, String... arguments) throws IOException {
        return java(Jdk.running(), program.getName(), options, arguments);
    }

    Child java(Jdk jdk, String program, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.program("java")));
        command.addAll(scale.vmOptions());
        command.addAll(options);
        command.addAll(List.of("-cp", absoluteClassPath(), program));
        command.addAll(List.of(arguments));
        Child child = new Child(command, folder, folder.resolve("errors-" + logs.incrementAndGet() + ".log"));
        children.push(child);
        return child;
    }

    /** Processes have another working directory. */
    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    /**
     * Starts a receiver.
     *
     * @param  tell     whether it prints {@link Receiver#REQUEST} at each request
     * @param  keyStore for TLS, or {@code null}
     */
    Service receiver(boolean tell, Path keyStore) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(tell ? Receiver.TELL : "-"));
        if (keyStore != null) {
            arguments.add(keyStore.toString());
        }
        Child child = java(Receiver.class, List.of(), arguments.toArray(String[]::new));
        String port = child.await(line -> line.startsWith(Receiver.PORT), START)
                .text()
                .substring(Receiver.PORT.length());
        return new Service(child, URI.create((keyStore != null ? "https" : "http") + "://127.0.0.1:" + port));
    }

    /** A receiver that runs. */
    record Service(Child child, URI baseUrl) implements AutoCloseable {
        @Override
        public void close() {
            child.close();
        }
    }

    /** Of a receiver with TLS, made once for the run. */
    Certificate certificate() throws IOException, InterruptedException {
        if (certificate == null) {
            certificate = Certificate.make(folder);
        }
        return certificate;
    }

    /** A file of zeros that has a size and takes no room. */
    Path sparseFile(String name, long bytes) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        return file;
    }

    /** One upload that takes long. */
    Work largeUpload() throws IOException {
        return Work.upload(sparseFile("lecture.mp4", scale.uploadBytes()), 1);
    }

    /** Requests that are over at once, as many as there can be. */
    Work manyRequests(Work.Kind kind, int senders) throws IOException {
        return Work.lasting(kind, senders, scale.window().toMillis(), sparseFile("small.mp4", SMALL));
    }

    static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void clear() {
        children.forEach(Child::close);
        delete(folder);
    }

    @Override
    public void close() {
        clear();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
