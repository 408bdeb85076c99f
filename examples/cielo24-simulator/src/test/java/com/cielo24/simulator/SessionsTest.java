package com.cielo24.simulator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Logins, and how tokens die. */
class SessionsTest extends SimulatorTest {
    private static final Account DEMO = Cielo24Simulator.DEMO_ACCOUNT;

    @Test
    void logsInWithASecurekeyInHeaders() throws Exception {
        String token = token(login("x-auth-user", DEMO.username(), "x-auth-securekey", DEMO.securekey()));

        assertThat(token).matches("[0-9a-f]{32}");
        assertThat(get(info(token)).statusCode()).isEqualTo(200);
        assertThat(simulator.logins()).isEqualTo(1);
        assertThat(simulator.sessions()).isEqualTo(1);
    }

    @Test
    void logsInWithAPasswordInHeaders() throws Exception {
        assertThat(token(login("x-auth-user", DEMO.username(), "x-auth-password", DEMO.password())))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void logsInWithCredentialsInTheQuery() throws Exception {
        assertThat(token(get("/api/account/login?v=1&username=demo&password=" + DEMO.password())))
                .matches("[0-9a-f]{32}");
        assertThat(token(get("/api/account/login?v=1&username=demo&securekey=" + DEMO.securekey())))
                .matches("[0-9a-f]{32}");
    }

    @Test
    void refusesALoginThatIsWrong() throws Exception {
        assertRefused(login("x-auth-user", "demo", "x-auth-password", "x"), "LOGIN_INVALID");
        assertRefused(login("x-auth-user", "x", "x-auth-password", DEMO.password()), "LOGIN_INVALID");
        assertRefused(login("x-auth-user", "demo"), "MISSING_PARAMETER");
        assertRefused(login("x-auth-password", DEMO.password()), "MISSING_PARAMETER");
        assertRefused(login("x-auth-user", "demo", "x-auth-password", "a", "x-auth-securekey", "b"), "INVALID_QUERY");
        assertRefused(get("/api/account/login?username=demo&password=x"), "MISSING_PARAMETER");
        assertThat(simulator.logins()).isZero();
        assertThat(simulator.requests("/api/account/login")).hasSize(6);
    }

    @Test
    void knowsTheAccountsItWasGivenOnly() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .anyJob()
                .account(new Account("ann", "pass", null))
                .account(new Account("bob", null, "5ec0"))
                .start();

        assertThat(login("x-auth-user", "ann", "x-auth-password", "pass").statusCode())
                .isEqualTo(200);
        assertThat(login("x-auth-user", "bob", "x-auth-securekey", "5EC0").statusCode())
                .isEqualTo(200);
        assertRefused(login("x-auth-user", "ann", "x-auth-securekey", "5ec0"), "LOGIN_INVALID");
        assertRefused(login("x-auth-user", "demo", "x-auth-password", DEMO.password()), "LOGIN_INVALID");
    }

    @Test
    void aTokenDiesWhenItIsNotUsed() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .anyJob()
                .tokenIdle(Duration.ofMillis(30))
                .start();
        String token = token(login("x-auth-user", "demo", "x-auth-password", DEMO.password()));

        await().until(() -> simulator.sessions() == 0);
        assertRefused(get(info(token)), "BAD_API_TOKEN");
        assertThat(get(info(simulator.apiToken())).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenDiesOfAgeAlthoughItIsUsed() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder()
                .anyJob()
                .tokenLifetime(Duration.ofMillis(200))
                .start();
        String token = token(login("x-auth-user", "demo", "x-auth-password", DEMO.password()));

        await().pollInterval(Duration.ofMillis(5)).until(() -> get(info(token)).statusCode() == 400);
        assertRefused(get(info(token)), "BAD_API_TOKEN");
    }

    @Test
    void aTokenDiesByLogout() throws Exception {
        String token = token(login("x-auth-user", "demo", "x-auth-password", DEMO.password()));

        assertThat(get("/api/account/logout?v=1&api_token=" + token).statusCode())
                .isEqualTo(204);

        assertRefused(get(info(token)), "BAD_API_TOKEN");
        assertRefused(get("/api/account/logout?v=1&api_token=" + token), "BAD_API_TOKEN");
        assertThat(simulator.sessions()).isZero();
    }

    @Test
    void aTokenDiesWhenItIsTold() throws Exception {
        String token = token(login("x-auth-user", "demo", "x-auth-password", DEMO.password()));

        simulator.expireSessions();

        assertRefused(get(target(job, "http://h/a").replace(simulator.apiToken(), token)), "BAD_API_TOKEN");
    }

    @Test
    void neverShowsTheSecretsOfALogin() throws Exception {
        login("x-auth-user", "demo", "x-auth-password", "very-secret");
        get("/api/account/login?v=1&username=demo&securekey=very-secret");

        assertThat(simulator.requests("/api/account/login").toString()).doesNotContain("very-secret");
        assertThat(new Account("ann", "very-secret", "very-secret").toString()).doesNotContain("secret");
    }

    @Test
    void aFaultForACallHitsNoOther() throws Exception {
        simulator.faults().forCall("/api/account/login", Fault.status(503, 1), 1);

        assertThat(get(target(job, "http://h/a")).statusCode()).isEqualTo(200);
        assertThat(login("x-auth-user", "demo", "x-auth-password", DEMO.password())
                        .statusCode())
                .isEqualTo(503);
        assertThat(login("x-auth-user", "demo", "x-auth-password", DEMO.password())
                        .statusCode())
                .isEqualTo(200);
    }

    private String info(String token) {
        return "/api/job/info?v=1&api_token=" + token + "&job_id=" + job;
    }

    private HttpResponse<String> login(String... headers) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri("/api/account/login?v=1"))
                        .headers(headers)
                        .build(),
                BodyHandlers.ofString());
    }

    private static String token(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body()).get("ApiToken").asText();
    }

    private static void assertRefused(HttpResponse<String> answer, String type) throws Exception {
        JsonNode error = Json.read(answer.body());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error.get("ErrorType").asText()).isEqualTo(type);
        assertThat(error.get("ErrorComment").asText()).isNotBlank();
    }
}
