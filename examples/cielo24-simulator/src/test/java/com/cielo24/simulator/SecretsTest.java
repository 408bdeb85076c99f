package com.cielo24.simulator;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The log and the journal are read and passed on by people: no secret is in them, and nothing that draws on a terminal. */
class SecretsTest extends SimulatorTest {
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();

    @BeforeEach
    @Override
    void start() {
        simulator = Cielo24Simulator.builder().anyJob().onOutcome(outcomes::add).start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-auth-key: 5ecret",
                "X-Auth-Password: 5ecret",
                "Authorization: Basic 5ecret",
                "authorization: Bearer 5ecret",
                "Proxy-Authorization: Basic 5ecret",
                "Cookie: session=5ecret",
                "Referer: http://h/?api_token=5ecret",
                "Referer: http://user:5ecret@h/",
                "X-Api-Key: 5ecret"
            })
    void masksHeaders(String header) throws Exception {
        raw("GET /api/account/login?v=1&username=demo HTTP/1.1", header);

        assertThat(everything()).contains("/api/account/login").doesNotContain("5ecret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/account/login?v=1&username=demo&Password=5ecret",
                "/api/account/login?v=1&username=demo&PASS%57ORD=5ecret",
                "/api/account/login?v=1;username=demo;password=5ecret",
                "/api/account/login?v=1&password=a;5ecret",
                "/api/account/login?v=1&secureKey=5ecret&x=%zz",
                "/api/account/login&v=1&username=demo&password=5ecret",
                "/api/account/login;password=5ecret",
                "/api/account/login/password=5ecret",
                "/api/job/list?v=1&Api_Token=5ecret",
                "http://user:5ecret@h/a b",
                "http://user:5ecret@h:1/a?v=1 b",
                "//user:5ecret@h/a",
                "/api/job/add_media?v=1&media_url=http%3A%2F%2Fuser%3A5ecret%40h%2Fa",
                "/api/job/add_media?v=1&media_url=http://user:5ecret@h/a",
                "/api/job/add_media?v=1&media_url=https%3A%2F%2Fh%2Fa%3FX-Amz-Signature%3D5ecret%26b%3Dc",
                "/api/job/add_media?v=1&media_url=https%3A%2F%2Fh%2Fa%3Fb%3Dc%26sig%3D5ecret",
                "/api/job/add_media?v=1&media_url=https://h/a?sv=5ecret&se=1",
                "/api/job/add_media?v=1&media_url=https://h/a?sv=1&X-Amz-Signature=5ecret",
                "/api/job/add_media?v=1&media_url=https%253A%252F%252Fh%252Fa%253Fsv%253D5ecret",
                "/api/job/add_media?v=1&media_url=https%3A%2F%2Fh%2Fa%3Fsv%3D5ecret&x=%zz",
                "/api/job/perform_transcription?v=1&callback_url=https%3A%2F%2Fh%2F5ecret%2Fa",
                "/api/job/perform_transcription?v=1&callback_url=https%3A%2F%2Fh%2Fa%3Fb%3D5ecret",
                "/api/job/perform_transcription?v=1&callback_url=https://h/5ecret?a=b",
                "/api/job/perform_transcription?v=1&callback_url=https%3A%2F%2Fuser%3A5ecret%40h%2Fa",
                "/api/job/perform_transcription?v=1&Callback_URL=https%253A%252F%252Fh%252F5ecret&x=%zz"
            })
    void masksWhatIsInTheUrl(String target) throws Exception {
        raw("GET " + target + " HTTP/1.1");

        assertThat(everything()).contains("xxxxxx").doesNotContain("5ecret");
    }

    @Test
    void showsWhatIsNoSecret() throws Exception {
        raw(
                "GET /api/job/add_media?v=1&job_id=" + job + "&media_url=http%3A%2F%2Fh%2Fa%2Fb.mp4 HTTP/1.1",
                "Accept: a/b");

        JsonNode request = Json.read(get("/simulator/requests").body()).get(0);

        assertThat(request.path("parameters").path("job_id").asText()).isEqualTo(job);
        assertThat(request.path("parameters").path("media_url").asText()).isEqualTo("http://h/a/b.mp4");
        assertThat(request.path("query").asText()).contains("media_url=http%3A%2F%2Fh%2Fa%2Fb.mp4");
        assertThat(request.path("headers").path("Accept").get(0).asText()).isEqualTo("a/b");
    }

    @Test
    void showsAMalformedQuery() throws Exception {
        raw("GET /api/job/list?v=1&api_token=" + simulator.apiToken() + "&JobName=%zz&noValue HTTP/1.1");

        JsonNode request = Json.read(get("/simulator/requests").body()).get(0);

        assertThat(request.path("parameters")).isEmpty();
        assertThat(request.path("query").asText()).isEqualTo("v=1&api_token=xxxxxx&JobName=%zz&noValue");
    }

    @Test
    void writesOneLineOfPrintableCharactersForEachRequest() throws Exception {
        simulator.faults().next(Fault.garbage());
        simulator.faults().next(Fault.status(200).kept(false));
        simulator
                .faults()
                .next(new Fault.Status(500, Map.of(), "a\n23:59:59  job fake  accepted\u001b[31m\u009b\u2028\u202e"));
        for (int i = 0; i < 3; i++) {
            post(target(), bytes(10));
        }

        assertThat(outcomes).hasSize(3);
        assertThat(outcomes + " " + simulator.journal()).contains("23:59:59").matches("[ -~]*");
    }

    @Test
    void keepsLinesOfTheLogShort() throws Exception {
        raw("GET /" + "a".repeat(60_000) + " HTTP/1.1");
        raw("A".repeat(60_000) + " " + target() + " HTTP/1.1");
        simulator.faults().next(new Fault.Status(500, Map.of(), "b".repeat(60_000)));
        post(target(), bytes(10));

        assertThat(outcomes).hasSize(3).allSatisfy(outcome -> assertThat(outcome.toString())
                .hasSizeLessThan(1_000));
    }

    /** The log, the journal and the list. */
    private String everything() throws Exception {
        return outcomes + "\n" + simulator.journal() + "\n"
                + get("/simulator/requests").body();
    }

    private void raw(String... head) throws Exception {
        try (RawConnection connection = connect()) {
            connection.head(head).answer();
        }
    }
}
