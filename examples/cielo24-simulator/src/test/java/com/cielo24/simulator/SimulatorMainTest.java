package com.cielo24.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** The program, run as one. */
class SimulatorMainTest {
    private Process process;

    @AfterEach
    void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void servesPrintsAndStops(@TempDir Path folder) throws Exception {
        BufferedReader output = run(
                "--port", "0", "--token", "feed0123", "--folder", folder.toString(), "--job", "abc", "--job", "def");
        String start = readUntil(output, "Ctrl-C");
        String baseUrl = start.lines().findFirst().orElseThrow().replaceAll(".* at ", "");
        assertThat(start).contains("abc, def", "/simulator/media");

        HttpResponse<String> answer = upload(baseUrl, "abc", "feed0123");
        assertThat(answer.body()).contains("TaskId");
        assertThat(folder.resolve("abc")).hasContent("hello");
        String line = output.readLine();
        assertThat(line).contains("job abc", "upload", "5 bytes", "accepted");
        assertThat(upload(baseUrl, "123", "feed0123").body()).contains("ITEM_NOT_FOUND");
        String refusal = output.readLine();
        assertThat(refusal).contains("job 123", "refused: ITEM_NOT_FOUND");
        assertThat(start + line + refusal).doesNotContain("feed0123");

        process.destroy();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysWhatTheDemoTokenIs() throws Exception {
        assertThat(readUntil(run("--port", "0"), "Ctrl-C")).contains(Cielo24Simulator.DEMO_TOKEN);
    }

    @Test
    void endsWithAnErrorWhereThePortIsTaken() throws Exception {
        try (Cielo24Simulator other = Cielo24Simulator.builder().anyJob().start()) {
            BufferedReader output = run("--port", Integer.toString(other.port()));

            assertThat(output.readLine())
                    .isEqualTo("Cannot start: port " + other.port()
                            + " is taken; choose another by --port, or any by --port 0");
            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }

    @Test
    void saysWhatIsWrongWithItsOptions(@TempDir Path folder) throws Exception {
        assertThat(run("--port", "99999").readLine())
                .isEqualTo("Cannot start: --port must be 0 to 65535, but is 99999");
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(run("--port", "0", "--folder", file.toString()).readLine())
                .startsWith("Cannot start: the folder " + file + " cannot be created or used");
    }

    @ParameterizedTest
    @CsvSource({
        "--port,99999",
        "--token,''",
        "--token,secret",
        "--job,zzz",
        "--token-idle,-1",
        "--token-idle,0",
        "--token-lifetime,-5",
        "--account,demo",
        "--tls-keystore,/none.p12",
        "--bind,not an address",
        "--nothing,1"
    })
    void endsWith2WhereASettingCannotBeUsed(String option, String value) throws Exception {
        CommandLine program = new CommandLine(new SimulatorMain());
        program.setErr(new PrintWriter(new StringWriter(), true));

        assertThat(program.execute("--port", "0", option, value)).isEqualTo(2);
    }

    @Test
    void saysItsVersion() throws Exception {
        assertThat(run("--version").readLine()).startsWith("cielo24-simulator ");
    }

    @Test
    void refusesAFolderThatIsInUse(@TempDir Path folder) throws Exception {
        try (Cielo24Simulator other =
                Cielo24Simulator.builder().mediaFolder(folder).start()) {
            assertThat(other.media()).isEmpty();
            assertThat(run("--port", "0", "--folder", folder.toString()).readLine())
                    .startsWith("Cannot start: ")
                    .contains("another simulator uses it");
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }

    private BufferedReader run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.inputReader();
    }

    private static String readUntil(BufferedReader output, String last) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            text.append(line).append('\n');
            if (line.contains(last)) {
                return text.toString();
            }
        }
        throw new AssertionError("ended early: " + text);
    }

    private static HttpResponse<String> upload(String baseUrl, String job, String token) throws Exception {
        URI uri = URI.create(baseUrl + "/api/job/add_media?v=1&api_token=" + token + "&job_id=" + job);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .version(HttpClient.Version.HTTP_1_1)
                                .POST(BodyPublishers.ofString("hello"))
                                .build(),
                        BodyHandlers.ofString());
    }
}
