package com.cielo24.examples.benchmark;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A JDK on this machine.
 *
 * @param home its folder
 */
record Jdk(Path home) {

    static Jdk running() {
        return new Jdk(Path.of(System.getProperty("java.home")));
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /**
     * Such as {@code 17.0.15}.
     *
     * @throws IOException if there is no JDK there
     */
    String version() throws IOException {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.exists(release)) {
            throw new IOException("--jdk " + home + ": there is no JDK, which has bin/java and a file named release");
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        }
        return properties.getProperty("JAVA_VERSION", "?").replace("\"", "");
    }
}
