package com.cielo24.client;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The client by itself, in a process that has no Camel. */
class StandaloneTest {

    /** What the page says that the client needs. */
    private static final Pattern NEEDED = Pattern.compile(
            "test-classes|classes|(httpclient5|httpcore5|httpcore5-h2|jackson-(core|databind|annotations)|slf4j-api)-[\\d.]+\\.jar");

    private static final Account DEMO = Cielo24Simulator.DEMO_ACCOUNT;

    @TempDir
    Path folder;

    @Test
    void addsAFileToAJobWithoutCamel() throws Exception {
        Path file = Files.write(folder.resolve("lecture.mp4"), new byte[100_000]);
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            String output = run(service.baseUrl().toString(), DEMO.username(), DEMO.securekey(), file.toString());

            String jobId = output.replaceFirst("(?s).*Job ([0-9a-f]+): 100000 bytes sent.*", "$1");
            assertThat(service.media(jobId)).as(output).isPresent();
            assertThat(service.media(jobId).orElseThrow().bytes()).isEqualTo(100_000);
            assertThat(service.sessions())
                    .as("sessions after the client was closed")
                    .isZero();
        }
    }

    @Test
    void needsNothingButAnAccount() {
        try (Cielo24Client client = Cielo24Client.builder().apiToken("7ca5").build()) {
            assertThatThrownBy(() -> client.addMedia("ab", Media.file(folder.resolve("none.mp4"))))
                    .isInstanceOf(Cielo24InvalidRequestException.class)
                    .hasMessageContaining("does not exist");
        }
    }

    /** To the letter, but for white space. */
    @Test
    void isTheProgramOfThePage() throws Exception {
        String program = Files.readString(Path.of("src/test/java/com/cielo24/client/StandaloneProgram.java"))
                .replaceFirst("(?s).*// page: START(.*)// page: END.*", "$1");

        assertThat(Files.readString(Path.of("src/main/docs/cielo24-component.adoc"))
                        .replaceAll("\\s", ""))
                .contains(program.replaceAll("\\s", ""));
    }

    @Test
    void isClosedAnyNumberOfTimes() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().start()) {
            Cielo24Client client = Cielo24Client.builder()
                    .baseUrl(service.baseUrl().toString())
                    .securekey(DEMO.username(), DEMO.securekey())
                    .build();
            client.findJobs("lecture-7", null);
            client.close();

            client.close();

            assertThat(service.sessions()).isZero();
        }
    }

    @Test
    void logsOutWhateverItsBuilderIsUsedForNext() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().start()) {
            Cielo24ClientBuilder builder = Cielo24Client.builder()
                    .baseUrl(service.baseUrl().toString())
                    .securekey(DEMO.username(), DEMO.securekey());
            try (Cielo24Client client = builder.build()) {
                client.findJobs("lecture-7", null);
                builder.sessions(new Sessions(Clock.systemUTC()));
            }
            assertThat(service.sessions()).isZero();
        }
    }

    @Test
    void aNewJobShowsNoSignatureOfAUrl() {
        String url = "https://media.example.com/a.mp4?signature=5ec0e1";
        assertThat(NewJob.withExternalId(url, url).toString())
                .contains("https://media.example.com/a.mp4")
                .doesNotContain("5ec0e1");
    }

    private String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                StandaloneProgram.class.getName()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    private static String classPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .filter(entry ->
                        NEEDED.matcher(Path.of(entry).getFileName().toString()).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
