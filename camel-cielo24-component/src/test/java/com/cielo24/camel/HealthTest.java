package com.cielo24.camel;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.cielo24.camel.Cielo24Camel.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether the component is ready, by Camel's health registry. */
class HealthTest {

    private static final Account DEMO = Cielo24Simulator.DEMO_ACCOUNT;

    private RawService service;

    @BeforeEach
    void start() throws Exception {
        service = RawService.start(peer -> peer.answer(400, "{\"ErrorType\":\"BAD_API_TOKEN\"}"));
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    /** As {@code camel.health.producers-enabled} does. */
    private static void on(CamelContext context) {
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
    }

    private static HealthCheck.Result ready(Cielo24Camel camel) {
        Collection<HealthCheck.Result> results = HealthCheckHelper.invokeReadiness(camel.context());
        return results.stream()
                .filter(result -> result.getCheck().getId().equals("producer:cielo24"))
                .findFirst()
                .orElseThrow();
    }

    private Cielo24Camel camel(Consumer<Cielo24Component> options) throws Exception {
        return Cielo24Camel.to(service.baseUrl(), options, HealthTest::on);
    }

    @Test
    void isOffUnlessTheChecksOfProducersAreOn() throws Exception {
        try (Cielo24Camel camel = Cielo24Camel.to(service)) {
            assertThat(HealthCheckHelper.invokeReadiness(camel.context()))
                    .noneMatch(result -> result.getCheck().getId().startsWith("producer:"));
        }
        try (Cielo24Camel camel = camel(component -> component.setHealthCheckProducerEnabled(false))) {
            assertThat(HealthCheckHelper.invokeReadiness(camel.context()))
                    .noneMatch(result -> result.getCheck().getId().startsWith("producer:"));
        }
    }

    @Test
    void looksAtAServiceOnceHoweverManyEndpointsUseIt() throws Exception {
        try (Cielo24Camel camel = camel(component -> {})) {
            RouteBuilder.addRoutes(camel.context(), routes -> routes.from("direct:both")
                    .to("cielo24:addMedia?stallTimeout=60000")
                    .to("cielo24:createJob"));
            HealthCheck.Result result = ready(camel);

            assertThat(result.getDetails()).containsEntry("service", "[" + service.baseUrl() + "]");
            await().until(() -> service.connections() == 1 && service.openConnections() == 0);
        }
    }

    @Test
    void isReadyWhereTheServiceCanBeReachedAndSendsNothing() throws Exception {
        try (Cielo24Camel camel = camel(component -> {})) {
            HealthCheck.Result result = ready(camel);

            assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(result.getCheck().isLiveness()).isFalse();
            await().until(() -> service.connections() == 1 && service.openConnections() == 0);
            assertThat(service.heads()).isEmpty();
            assertThat(result.getDetails().toString())
                    .contains(service.baseUrl())
                    .doesNotContain(TOKEN);
        }
    }

    /** A monitoring system asks every few seconds. */
    @Test
    void logsNothing() throws Exception {
        try (Recorder log = new Recorder("org.apache.camel.component.http");
                Cielo24Camel camel = camel(component -> {})) {
            ready(camel);

            assertThat(log.lines()).isEmpty();
        }
    }

    @Test
    void isNotReadyWithoutAToken() throws Exception {
        try (Cielo24Camel camel =
                camel(component -> component.getConfiguration().setApiToken(null))) {
            assertThat(ready(camel).getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(ready(camel).getMessage().orElseThrow()).contains("no API token is configured");
            assertThat(service.connections()).isZero();
        }
    }

    @Test
    void goesByTheTokensOfTheEndpointsWhereThereAreSome() throws Exception {
        try (Cielo24Camel camel =
                camel(component -> component.getConfiguration().setApiToken(null))) {
            camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("cielo24:addMedia?apiToken=" + TOKEN);
                }
            });
            assertThat(ready(camel).getState()).isEqualTo(HealthCheck.State.UP);
        }
    }

    @Test
    void isNotReadyWhereNobodyListens() throws Exception {
        try (Cielo24Camel camel = camel(component -> {})) {
            service.close();

            // the system takes its time to close a socket on which somebody waits
            await().until(() -> ready(camel).getState() == HealthCheck.State.DOWN);
            assertThat(ready(camel).getMessage().orElseThrow())
                    .contains("no connection to " + service.baseUrl())
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void isReadyOverTlsOnlyWhereTheCertificateIsTrusted() throws Exception {
        TestTls tls = TestTls.forHost("localhost");
        try (RawService secure = RawService.start(tls.server(), RawService.Peer::added)) {
            try (Cielo24Camel camel = Cielo24Camel.to(
                    secure.baseUrl(), component -> component.setSslContextParameters(tls.client()), HealthTest::on)) {
                assertThat(ready(camel).getState()).isEqualTo(HealthCheck.State.UP);
            }
            try (Cielo24Camel camel = Cielo24Camel.to(secure.baseUrl(), component -> {}, HealthTest::on)) {
                assertThat(ready(camel).getState()).isEqualTo(HealthCheck.State.DOWN);
            }
            assertThat(secure.heads()).isEmpty();
        }
    }

    @Test
    void isNotReadyWhereTheProxyRefuses() throws Exception {
        try (RawService proxy = RawService.start(peer -> peer.answer(403, "no"));
                Cielo24Camel camel = Cielo24Camel.to(
                        "https://api.example.com",
                        component -> {
                            component.setProxyHost("localhost");
                            component.setProxyPort(proxy.port());
                        },
                        HealthTest::on)) {
            assertThat(ready(camel).getMessage().orElseThrow()).contains("the proxy answered 403");
            assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT api.example.com:443 ");
        }
    }

    @Test
    void isNotReadyOnceTheServiceHasRefusedTheToken() throws Exception {
        try (Cielo24Camel camel = camel(component -> {})) {
            camel.add(new byte[10]);

            assertThat(ready(camel).getMessage().orElseThrow()).contains("the service refused the API token");
        }
    }

    @Test
    void isNotReadyWhileAnAccountCannotLogIn() throws Exception {
        SteppedClock clock = new SteppedClock();
        try (Cielo24Simulator simulator = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(
                        simulator.baseUrl().toString(),
                        component -> {
                            component.setClock(clock);
                            component.getConfiguration().setApiToken(null);
                            component.getConfiguration().setUsername(DEMO.username());
                            component.getConfiguration().setSecurekey("abad1dea");
                        },
                        HealthTest::on)) {
            assertThat(ready(camel).getState()).isEqualTo(HealthCheck.State.UP);
            camel.add("cielo24:addMedia", new byte[10], Map.of(Cielo24Constants.JOB_ID, Cielo24Simulator.newJobId()));

            assertThat(ready(camel).getMessage().orElseThrow())
                    .contains("refused the login of demo")
                    .doesNotContain("abad1dea");
            clock.pass(Duration.ofMinutes(1));
            assertThat(ready(camel).getState()).isEqualTo(HealthCheck.State.UP);
        }
    }

    @Test
    void isNotReadyWhileLoginsArePaused() throws Exception {
        SteppedClock clock = new SteppedClock();
        try (Cielo24Simulator simulator = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = withSession(simulator, clock)) {
            simulator.faults().forCall("/api/account/login", Fault.status(503, 60), 1);
            camel.add(new byte[10]);

            assertThat(ready(camel).getMessage().orElseThrow())
                    .contains("could not log in as demo", "HTTP 503")
                    .doesNotContain(DEMO.securekey());
            clock.pass(Duration.ofMinutes(1));
            assertThat(ready(camel).getState()).isEqualTo(HealthCheck.State.UP);
        }
    }

    @Test
    void knowsARefusedTokenWhateverItsLetters() throws Exception {
        try (RawService refusing = RawService.start(peer -> peer.answer(400, "{\"ErrorType\":\"BAD_API_TOKEN\"}"));
                Cielo24Camel camel = Cielo24Camel.to(
                        refusing.baseUrl(),
                        component -> component.getConfiguration().setApiToken("BAD"),
                        HealthTest::on)) {
            camel.add("cielo24:jobInfo", null, Map.of(Cielo24Constants.JOB_ID, Cielo24Simulator.newJobId()));

            assertThat(ready(camel).getMessage().orElseThrow()).contains("the service refused the API token");
        }
    }

    @Test
    void tellsTheAgeOfTheSession() throws Exception {
        SteppedClock clock = new SteppedClock();
        try (Cielo24Simulator simulator = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = withSession(simulator, clock)) {
            camel.add(new byte[10]);
            clock.pass(Duration.ofSeconds(90));

            assertThat(ready(camel).getState()).isEqualTo(HealthCheck.State.UP);
            assertThat(ready(camel).getDetails()).containsEntry("session.age.seconds", 90L);
        }
    }

    private static Cielo24Camel withSession(Cielo24Simulator simulator, SteppedClock clock) throws Exception {
        return Cielo24Camel.to(
                simulator.baseUrl().toString(),
                component -> {
                    component.setClock(clock);
                    component.getConfiguration().setApiToken(null);
                    component.getConfiguration().setUsername(DEMO.username());
                    component.getConfiguration().setSecurekey(DEMO.securekey());
                },
                HealthTest::on);
    }
}
