package com.cielo24.simulator;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Settings at their limits: one that is taken works, one that cannot work is refused with its reason. */
class SettingsTest extends SimulatorTest {

    static Stream<Arguments> settings() {
        SimulatorBuilder builder = Cielo24Simulator.builder();
        return Stream.of(
                refused(
                        "a negative time to find out the length",
                        () -> builder.mediaLengthAfter(Duration.ofMillis(-1))),
                refused("a URL of no length", () -> builder.lengthOfUrls(Duration.ZERO)),
                refused("a transcription beyond the clock", () -> builder.transcriptionTime(Duration.ofDays(400))),
                refused("an hour of turnaround in the past", () -> builder.turnaroundHour(Duration.ofMillis(-1))),
                refused("an idle timeout beyond the clock", () -> builder.idleTimeout(Duration.ofDays(200_000))),
                refused("an account without a secret", () -> new Account("demo", null, null)),
                refused("an account with empty secrets", () -> new Account("demo", "", "")));
    }

    private static Arguments refused(String what, ThrowingCallable setting) {
        return arguments(what, setting);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void refuses(String what, ThrowingCallable setting) {
        assertThatThrownBy(setting).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesTokensThatLiveForEver() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .tokenIdle(Duration.ofMillis(Long.MAX_VALUE))
                .tokenLifetime(Duration.ofMillis(Long.MAX_VALUE))
                .mediaLengthAfter(Duration.ofMillis(Long.MAX_VALUE))
                .start();
        String token = Json.read(get("/api/account/login?v=1&username=demo&password=demo-password")
                        .body())
                .path("ApiToken")
                .asText();

        HttpResponse<String> added = get("/api/job/add_media?v=1&media_url=http%3A%2F%2Fh%2Fa&api_token=" + token
                + "&job_id=" + simulator.newJob());

        assertThat(added.statusCode()).as(added.body()).isEqualTo(200);
        JsonNode list = Json.read(get("/api/job/list?v=1&api_token=" + token).body());
        assertThat(list.path("ActiveJobs").get(0).has("MediaLengthSeconds")).isFalse();
        assertThat(simulator.sessions()).isEqualTo(1);
    }

    @Test
    void saysThatAnAddressIsNotOfThisMachine() {
        // of TEST-NET-1, which no machine has
        assertThat(errors(1, "--port", "0", "--bind", "192.0.2.1"))
                .contains("192.0.2.1 is not an address of this machine")
                .doesNotContain("is taken");
    }

    @Test
    void refusesAKeystorePasswordWithoutAKeystore(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "secret");

        assertThat(errors(2, "--port", "0", "--tls-password-file", password.toString()))
                .contains("--tls-password-file needs the keystore");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo::", ":a:b", "::"})
    void refusesAnAccountThatNobodyCanLogInTo(String account) {
        assertThat(errors(2, "--port", "0", "--account", account)).contains("account");
    }

    @Test
    void refusesAFolderWithoutAName() {
        assertThat(errors(2, "--port", "0", "--folder", "")).contains("folder must have a name");
    }

    @Test
    void usesTheShortFormOfTheIpv6Loopback() throws Exception {
        assumeThat(NetworkInterface.getByInetAddress(InetAddress.getByName("::1")))
                .isNotNull();
        simulator.close();
        simulator =
                Cielo24Simulator.builder().bind(InetAddress.getByName("::1")).start();

        assertThat(simulator.baseUrl()).hasToString("http://[::1]:" + simulator.port());
        assertThat(get("/simulator/media").statusCode()).isEqualTo(200);
    }

    /** What the program prints where it does not start. */
    private static String errors(int exitCode, String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine program = new CommandLine(new SimulatorMain());
        program.setErr(new PrintWriter(errors, true));
        // one that starts runs until it is interrupted
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(60), () -> program.execute(arguments)))
                .isEqualTo(exitCode);
        return errors.toString();
    }
}
