package com.cielo24.examples.benchmark;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;
import org.apache.camel.util.FileUtil;

/** A folder and processes for one run. All of them are gone when it is closed, also by Ctrl-C. */
final class Lab implements AutoCloseable {

    /** The home of that which runs us. */
    static final Path JDK = Path.of(System.getProperty("java.home"));

    static final long KIB = 1024;
    static final long MIB = 1024 * KIB;

    private final boolean brief;
    private final int rounds;
    private final List<Path> jdks;
    private final Path folder;
    private final Map<List<String>, Child> children = new ConcurrentHashMap<>();
    private final Thread hook = new Thread(this::clear);

    /**
     * @param brief  whether to show that everything works, and nothing else
     * @param jdks   homes of those to measure TLS on
     * @param parent where the folder is made; files in it are sparse, and take next to nothing of the disk
     */
    Lab(boolean brief, int rounds, List<Path> jdks, Path parent) throws IOException {
        this.brief = brief;
        this.rounds = rounds;
        this.jdks = jdks;
        this.folder = Files.createTempDirectory(parent, "cielo24-benchmark-").toRealPath();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What the figures are measured on. Takes a second. */
    static List<String> machine() throws IOException, InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        String processor =
                Files.readString(Path.of("/proc/cpuinfo")).replaceFirst("(?s).*?model name\\s*: (.*?)\\n.*", "$1");
        int cores = system.getAvailableProcessors();
        long memory = Math.round(system.getTotalMemorySize() / 1e9);
        system.getCpuLoad();
        Thread.sleep(1000);
        String busy = Spread.number(system.getCpuLoad() * cores);
        return List.of(
                processor + ", " + cores + " cores, " + memory + " GB of memory, Linux "
                        + System.getProperty("os.version"),
                "JDK " + System.getProperty("java.version") + ", curl " + version("curl"),
                Instant.now().truncatedTo(ChronoUnit.MINUTES) + ", " + busy
                        + " cores busy with other things before it began");
    }

    /** How much of something there is. */
    <T> T amount(T full, T brief) {
        return this.brief ? brief : full;
    }

    int rounds() {
        return amount(rounds, 1);
    }

    /** Rounds before those that count. */
    int warmups() {
        return amount(2, 0);
    }

    List<Path> jdks() {
        return jdks;
    }

    Path folder() {
        return folder;
    }

    /**
     * Starts a program and waits until it can be used, unless it is running already with the same options and arguments.
     *
     * @param greeting the line by which it says that it can be used
     * @param options  of the virtual machine
     */
    Child java(Path jdk, Class<?> program, Predicate<String> greeting, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        // most processes of the short form have little to do
        command.addAll(amount(List.of(), List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")));
        command.addAll(options);
        // the examples have resources of the same names: those of the program come first
        String own = program.getProtectionDomain().getCodeSource().getLocation().getPath();
        String classPath = Stream.of(
                        (own + File.pathSeparator + System.getProperty("java.class.path")).split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(List.of(arguments));
        Child child = children.get(command);
        if (child == null) {
            child = new Child(command, folder);
            children.put(command, child);
            child.awaitGreeting(greeting);
        }
        return child;
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

    /**
     * A {@link Receiver}, which says its base URL.
     *
     * @param keyStore if there is to be TLS
     */
    Child receiver(String... keyStore) throws IOException {
        return java(JDK, Receiver.class, line -> line.startsWith("http"), List.of(), keyStore);
    }

    Sender sender(String name, Sender.Way way, String service) throws IOException {
        return sender(name, way, service, JDK);
    }

    /**
     * @param options of the virtual machine
     */
    Sender sender(String name, Sender.Way way, String service, Path jdk, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        if (service.startsWith("https")) {
            all.add("-Djavax.net.ssl.trustStore=" + keyStoreFile());
            all.add("-Djavax.net.ssl.trustStorePassword=" + Receiver.PASSWORD);
        }
        return new Sender(name, java(jdk, Sender.class, Sender.READY::equals, all, way.name(), service));
    }

    /** Of the receiver with TLS, made by the JDK's own keytool. */
    String keyStore() throws IOException, InterruptedException {
        if (Files.notExists(keyStoreFile())) {
            for (String action : List.of(
                    "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -validity 2",
                    "-exportcert -rfc -file " + certificate())) {
                output(List.of((JDK.resolve("bin/keytool") + " " + action + " -alias receiver -storetype PKCS12"
                                + " -keystore " + keyStoreFile() + " -storepass " + Receiver.PASSWORD)
                        .split(" ")));
            }
        }
        return keyStoreFile().toString();
    }

    private Path keyStoreFile() {
        return folder.resolve("receiver.p12");
    }

    /** That in the key store, for curl. */
    Path certificate() {
        return folder.resolve("receiver.pem");
    }

    /** What {@code --version} prints behind the name. */
    static String version(String program) throws IOException, InterruptedException {
        return output(List.of(program, "--version")).split(" ", 3)[1];
    }

    /**
     * What a command prints.
     *
     * @throws IOException if it cannot be run, or fails
     */
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

    /** Has what follows begin with new processes and an empty folder; the short form goes on with those there are. */
    void renew() throws IOException {
        if (!brief) {
            clear();
            Files.createDirectory(folder);
        }
    }

    private void clear() {
        children.values().forEach(Child::end);
        children.clear();
        FileUtil.removeDir(folder.toFile());
    }

    @Override
    public void close() {
        clear();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
