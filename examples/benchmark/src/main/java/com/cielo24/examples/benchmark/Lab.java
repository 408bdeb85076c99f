package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import org.apache.camel.util.FileUtil;

/**
 * A folder and processes for one run, by their commands. All of them are gone when it is closed. The files in the folder are
 * sparse, and take next to nothing of the disk. A brief run shows that everything works, and nothing else.
 */
record Lab(boolean brief, int warmups, int rounds, List<Path> jdks, Path folder, Map<List<String>, Child> children)
        implements AutoCloseable {

    /** The home of that which runs us. */
    static final Path JDK = Path.of(System.getProperty("java.home"));

    /** The password protects nothing: the key is made for one run. */
    private static final List<String> KEY = List.of(
            "-Djavax.net.ssl.keyStore=receiver.p12",
            "-Djavax.net.ssl.keyStorePassword=changeit",
            "-Djavax.net.ssl.trustStore=receiver.p12",
            "-Djavax.net.ssl.trustStorePassword=changeit");

    static Lab open(boolean brief, int rounds, List<Path> jdks, Path parent) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), "cielo24-benchmark-")
                .toRealPath();
        Lab lab = new Lab(brief, brief ? 0 : 2, brief ? 1 : rounds, jdks, folder, new HashMap<>());
        // Ctrl-C
        Runtime.getRuntime().addShutdownHook(new Thread(lab::close));
        List<String> keytool = new ArrayList<>(List.of(JDK + "/bin/keytool", "-keystore", folder + "/receiver.p12"));
        keytool.addAll(List.of(("-genkeypair -alias receiver -keyalg EC -groupname secp256r1 -dname CN=127.0.0.1"
                        + " -ext san=ip:127.0.0.1 -storetype PKCS12 -storepass changeit")
                .split(" ")));
        output(keytool);
        return lab;
    }

    /** What the figures are measured on. */
    static List<String> machine(List<Path> jdks) throws IOException, InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        String cpu = Files.readString(Path.of("/proc/cpuinfo")).replaceFirst("(?s).*?model name\\s*: (.*?)\\n.*", "$1");
        List<String> tcp = Files.readAllLines(Path.of("/proc/sys/net/ipv4/tcp_congestion_control"));
        int cores = system.getAvailableProcessors();
        List<String> programs = new ArrayList<>(List.of("curl " + version("curl")));
        for (Path jdk : jdks) {
            programs.add("JDK " + version(jdk.resolve("bin/java").toString()));
        }
        return List.of(
                "%s, %d cores, %.0f GB of memory, Linux %s, TCP %s"
                        .formatted(cpu, cores, system.getTotalMemorySize() / 1e9, system.getVersion(), tcp.get(0)),
                String.join(", ", programs),
                "%s, load average before it began: %.2f"
                        .formatted(Instant.now().truncatedTo(ChronoUnit.MINUTES), system.getSystemLoadAverage()));
    }

    /** How much of something there is. */
    <T> T amount(T full, T brief) {
        return this.brief ? brief : full;
    }

    /** Starts a program and waits until it says that it can be used, unless it is there already with the same arguments. */
    Child java(Path jdk, Class<?> program, Predicate<String> greeting, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        // most processes of the short form have little to do
        command.addAll(amount(List.of(), List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")));
        command.addAll(KEY);
        command.addAll(options);
        // the examples have resources of the same names: those of the program come first
        String own = program.getProtectionDomain().getCodeSource().getLocation().getPath();
        String classPath = Stream.of((own + ":" + System.getProperty("java.class.path")).split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        if (!children.containsKey(command)) {
            children.put(command, Child.start(command, folder, greeting));
        }
        return children.get(command);
    }

    /** One of the example programs, with all that is not measured switched off. */
    Child example(Class<?> program, String greeting, String service, String... settings) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-Dcamel.component.cielo24.base-url=" + service,
                "-Dcamel.component.cielo24.api-token=" + Routes.TOKEN,
                "-Dcamel.main.jmx-enabled=false",
                "-Dingest.http.port=off"));
        Stream.of(settings).forEach(setting -> options.add("-D" + setting));
        return java(JDK, program, line -> line.contains(greeting), options);
    }

    /** A {@link Receiver}, which says its base URL. */
    Child receiver(String scheme) throws IOException {
        return java(JDK, Receiver.class, line -> line.startsWith(scheme + "://"), List.of(), scheme);
    }

    Sender sender(String name, Sender.Way way, String service, Path jdk, String... options) throws IOException {
        return new Sender(name, java(jdk, Sender.class, Sender.READY::equals, List.of(options), way.name(), service));
    }

    /** The id of one that was not there before. */
    static String job(int number) {
        return "%016x%016x".formatted(System.nanoTime(), number);
    }

    /** What {@code --version} prints behind the name. */
    static String version(String program) throws IOException, InterruptedException {
        return output(List.of(program, "--version")).split(" ", 3)[1];
    }

    /** What a command prints; if it fails, that is thrown. */
    static String output(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " ended with " + process.exitValue() + ": " + output.trim());
        }
        return output;
    }

    /** A file of zeros that has a size and takes no room. */
    static String sparse(Path file, long bytes) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        return file.toString();
    }

    /** Has what follows begin with new processes; the short form goes on with those there are. */
    void renew() {
        if (!brief) {
            endAll();
        }
    }

    private void endAll() {
        List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        children.clear();
    }

    /** Only now: some file systems need a long time for a new file soon after many were deleted. */
    @Override
    public void close() {
        endAll();
        FileUtil.removeDir(folder.toFile());
    }
}
