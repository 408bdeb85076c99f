package com.cielo24.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The jar as it is handed out, alone in a folder. */
class ProgramIT {
    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void copyTheJarAlone() throws Exception {
        jar = Files.copy(Path.of(System.getProperty("program.jar")), folder.resolve("cielo24-simulator.jar"));
    }

    @Test
    void servesWithNothingBesideIt() throws Exception {
        try (SimulatorProcess program = SimulatorProcess.ofJar(jar, List.of("--port", "0", "--any-job"))) {
            URI baseUrl = SimulatorProcess.baseUrl(program.readIntroduction());
            URI upload = baseUrl.resolve("/api/job/add_media?v=1&api_token=" + Cielo24Simulator.DEMO_TOKEN + "&job_id="
                    + Cielo24Simulator.newJobId());

            String answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(upload)
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .POST(BodyPublishers.ofString("hello"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();

            assertThat(answer).contains("TaskId");
            assertThat(program.readLine()).contains("5 bytes", "accepted");
        }
    }

    @Test
    void saysItsVersion() throws Exception {
        try (SimulatorProcess program = SimulatorProcess.ofJar(jar, List.of("--version"))) {
            assertThat(program.readLine()).isEqualTo("cielo24-simulator " + System.getProperty("program.version"));
            assertThat(program.exitValue()).isZero();
        }
    }

    /** Signatures of the jars that went into it would not fit any more, and a module's name would be that of one of them. */
    @Test
    void carriesLicencesButNoSignaturesAndNoModule() throws Exception {
        try (JarFile program = new JarFile(jar.toFile())) {
            List<String> names =
                    program.stream().map(entry -> entry.getRealName()).toList();

            assertThat(names).contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/Schubfach-LICENSE");
            assertThat(names).noneMatch(name -> name.matches(".*(module-info\\.class|\\.SF|\\.RSA|\\.DSA)"));
            assertThat(names).noneMatch(name -> name.contains("junit"));
        }
    }
}
