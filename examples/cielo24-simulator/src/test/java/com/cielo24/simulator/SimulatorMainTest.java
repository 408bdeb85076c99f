package com.cielo24.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The program, run as one. What it should refuse, but does not, would run until it is stopped. */
@Timeout(120)
class SimulatorMainTest {
    private SimulatorProcess program;

    @AfterEach
    void kill() {
        if (program != null) {
            program.close();
        }
    }

    @Test
    void servesPrintsAndStops(@TempDir Path folder) throws Exception {
        run("--port", "0", "--token", "feed0123", "--folder", folder.toString(), "--job", "abc", "--job", "def");
        String start = program.readIntroduction();
        URI baseUrl = SimulatorProcess.baseUrl(start);
        assertThat(start).contains("abc, def", "/simulator/media");

        HttpResponse<String> answer = upload(baseUrl, "abc", "feed0123");
        assertThat(answer.body()).contains("TaskId");
        assertThat(folder.resolve("abc")).hasContent("hello");
        String line = program.readLine();
        assertThat(line).contains("job abc", "upload", "5 bytes", "accepted");
        assertThat(upload(baseUrl, "123", "feed0123").body()).contains("ITEM_NOT_FOUND");
        String refusal = program.readLine();
        assertThat(refusal).contains("job 123", "refused: ITEM_NOT_FOUND");
        assertThat(start + line + refusal).doesNotContain("feed0123");

        program.stop();
        assertThat(program.exitValue()).isNotZero();
    }

    @Test
    void transcribesAsItIsSet() throws Exception {
        run(
                "--port",
                "0",
                "--job",
                "abc",
                "--transcription-time",
                "0",
                "--turnaround-hour",
                "1",
                "--authorization-required",
                "--length-of-urls",
                "5000",
                "--callback-retry-after",
                "5",
                "--callbacks-anywhere");
        URI baseUrl = SimulatorProcess.baseUrl(program.readIntroduction());

        call(baseUrl, "add_media", "&media_url=http%3A%2F%2Fh%2Fa");
        call(
                baseUrl,
                "perform_transcription",
                "&transcription_fidelity=PREMIUM&priority=STANDARD&callback_url=http%3A%2F%2F0.0.0.0:1%2F5ecret");
        assertThat(call(baseUrl, "info", "")).contains("\"Authorizing\"", "\"MediaLengthSeconds\":5.0");
        call(baseUrl, "authorize", "");

        assertThat(call(baseUrl, "info", "")).contains("\"Complete\"");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            lines.add(program.readLine());
        }
        assertThat(String.join("\n", lines))
                .contains("perform_transcription", "callback", "ConnectException", "attempt 4")
                .doesNotContain("5ecret");
    }

    private static String call(URI baseUrl, String name, String parameters) throws Exception {
        URI uri = baseUrl.resolve(
                "/api/job/" + name + "?v=1&api_token=" + Cielo24Simulator.DEMO_TOKEN + "&job_id=abc" + parameters);
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
        return answer.body();
    }

    @Test
    void saysWhatTheDemoTokenIs() throws Exception {
        assertThat(run("--port", "0").readIntroduction()).contains(Cielo24Simulator.DEMO_TOKEN);
    }

    @Test
    void endsWithAnErrorWhereThePortIsTaken() throws Exception {
        try (Cielo24Simulator other = Cielo24Simulator.builder().anyJob().start()) {
            run("--port", Integer.toString(other.port()));

            assertThat(program.readLine())
                    .isEqualTo("Cannot start: port " + other.port()
                            + " is taken; choose another by --port, or any by --port 0");
            assertThat(program.exitValue()).isEqualTo(1);
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
        "--port,99999,--port must be 0 to 65535",
        "--port,http,--port",
        "--token,'',the token must be a hex string",
        "--token,secret,the token must be a hex string",
        "--job,zzz,the id of a job must be a hex string",
        "--host,a:1,the host must be a name without a port",
        "--token-idle,-1,lives without use must be positive",
        "--token-idle,0,lives without use must be positive",
        "--token-lifetime,-5,the time that a token lives must be positive",
        "--transcription-time,-1,the time that a transcription takes must be 0 to 365 days",
        "--turnaround-hour,3600001,an hour of turnaround must last 0 to 1 hours",
        "--account,demo,--account must be",
        "--tls-keystore,/none.p12,the keystore /none.p12 cannot be used",
        "--tls-password-file,/none.txt,--tls-password-file needs",
        "--bind,not an address,--bind",
        "--nothing,1,--nothing"
    })
    void endsWith2AndSaysWhichSettingCannotBeUsed(String option, String value, String message) {
        assertRefused(message, option, value);
    }

    @Test
    void servesHttpsWithAKeystore(@TempDir Path folder) throws Exception {
        LocalhostCertificate certificate = LocalhostCertificate.create(folder);
        Path password =
                Files.writeString(folder.resolve("password"), LocalhostCertificate.PASSWORD + "\nnot this line\n");

        URI baseUrl = start(
                "--any-job",
                "--tls-keystore",
                certificate.keystore().toString(),
                "--tls-password-file",
                password.toString());

        assertThat(baseUrl.toString()).startsWith("https://localhost:");
        HttpClient client =
                HttpClient.newBuilder().sslContext(certificate.sslContext()).build();
        assertThat(upload(client, baseUrl, "abc", Cielo24Simulator.DEMO_TOKEN).body())
                .contains("ITEM_NOT_FOUND");
        assertThat(upload(client, baseUrl, Cielo24Simulator.newJobId(), Cielo24Simulator.DEMO_TOKEN)
                        .body())
                .contains("TaskId");
    }

    @Test
    void endsWith2WhereThePasswordOfTheKeystoreIsWrongOrMissing(@TempDir Path folder) throws Exception {
        String keystore = LocalhostCertificate.create(folder).keystore().toString();
        String wrong = Files.writeString(folder.resolve("wrong"), "Pa55word").toString();
        String none = folder.resolve("none").toString();

        String refusal = assertRefused(
                "the keystore " + keystore + " cannot be used",
                "--tls-keystore",
                keystore,
                "--tls-password-file",
                wrong);
        assertThat(refusal).contains("password was incorrect").doesNotContain("Pa55word");
        assertRefused("the keystore " + keystore + " cannot be used", "--tls-keystore", keystore);
        assertRefused(
                "the password file " + none + " cannot be read",
                "--tls-keystore",
                keystore,
                "--tls-password-file",
                none);
    }

    @Test
    void hashesUploadsUnlessItIsSwitchedOff() throws Exception {
        URI hashing = start("--job", "abc");
        upload(hashing, "abc", Cielo24Simulator.DEMO_TOKEN);
        assertThat(get(hashing.resolve("/simulator/media"))).contains(SimulatorTest.sha256("hello".getBytes()));

        URI plain = start("--job", "abc", "--no-sha256");
        upload(plain, "abc", Cielo24Simulator.DEMO_TOKEN);
        assertThat(get(plain.resolve("/simulator/media")))
                .contains("\"bytes\":5")
                .doesNotContain(SimulatorTest.sha256("hello".getBytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "0.0.0.0"})
    void listensWhereItIsBound(String address) throws Exception {
        assumeTrue(
                NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null || address.equals("0.0.0.0"),
                "this machine has no such address");

        URI baseUrl = start("--bind", address, "--job", "abc");

        assertThat(upload(baseUrl, "abc", Cielo24Simulator.DEMO_TOKEN).body()).contains("TaskId");
        assertThat(get(baseUrl.resolve("/simulator/media"))).contains("abc");
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
            assertThat(program.exitValue()).isEqualTo(1);
        }
    }

    /** Starts it on any port. */
    private URI start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("--port", "0"));
        all.addAll(List.of(arguments));
        return SimulatorProcess.baseUrl(run(all.toArray(String[]::new)).readIntroduction());
    }

    /**
     * @return what it says
     */
    private static String assertRefused(String message, String... arguments) {
        CommandLine program = new CommandLine(new SimulatorMain());
        StringWriter said = new StringWriter();
        program.setErr(new PrintWriter(said, true));
        List<String> all = new ArrayList<>(List.of("--port", "0"));
        if (arguments[0].equals("--port")) {
            all.clear();
        }
        all.addAll(List.of(arguments));

        assertThat(program.execute(all.toArray(String[]::new))).isEqualTo(2);

        assertThat(said.toString()).contains(message);
        return said.toString();
    }

    private SimulatorProcess run(String... arguments) throws IOException {
        if (program != null) {
            program.close();
        }
        program = SimulatorProcess.ofClasses(arguments);
        return program;
    }

    private static HttpResponse<String> upload(URI baseUrl, String job, String token) throws Exception {
        return upload(HttpClient.newHttpClient(), baseUrl, job, token);
    }

    private static HttpResponse<String> upload(HttpClient client, URI baseUrl, String job, String token)
            throws Exception {
        URI uri = baseUrl.resolve("/api/job/add_media?v=1&api_token=" + token + "&job_id=" + job);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .version(HttpClient.Version.HTTP_1_1)
                        .POST(BodyPublishers.ofString("hello"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
