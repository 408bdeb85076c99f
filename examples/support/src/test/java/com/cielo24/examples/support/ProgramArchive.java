package com.cielo24.examples.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The archive of a program, as the build has made it, unpacked. */
public record ProgramArchive(Path home, String program) {

    private static final Pattern CONFIGURATION = Pattern.compile("(INGEST|CAPTIONS|CAMEL|BROKER|JAVA)_.*");

    /**
     * @param folder where it is unpacked
     */
    public static ProgramArchive unpack(Path folder, String program) throws Exception {
        Path archive;
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            archive = built.filter(file -> file.getFileName().toString().matches(program + "-.*[.]tar[.]gz"))
                    .findFirst()
                    .orElseThrow();
        }
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toAbsolutePath().toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        return new ProgramArchive(
                folder.resolve(archive.getFileName().toString().replace(".tar.gz", "")), program);
    }

    /** Replaces text in a file of {@code conf}. */
    public void configure(String file, String text, String replacement) throws IOException {
        Path path = home.resolve("conf").resolve(file);
        String content = Files.readString(path);
        assertThat(content).contains(text);
        Files.writeString(path, content.replace(text, replacement));
    }

    /**
     * Runs the start script from another folder to its end.
     *
     * @return what the program wrote, if it ended with 0
     */
    public String run(Map<String, String> environment, String... args) throws Exception {
        Path output = home.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of(home.resolve("bin").resolve(program).toString()), Stream.of(args))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeIf(key -> CONFIGURATION.matcher(key).matches());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_OPTS", "-XX:TieredStopAtLevel=1 -Dingest.http.port=off");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(100, TimeUnit.SECONDS))
                    .as(Files.readString(output))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    /** The files that are to be there beside the libraries. */
    public List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .filter(file -> !file.startsWith("lib"))
                    .sorted()
                    .toList();
        }
    }
}
