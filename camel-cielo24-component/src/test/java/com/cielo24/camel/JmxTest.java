package com.cielo24.camel;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What JMX shows of a component and of an endpoint. */
@WithJmx
class JmxTest {

    private static final Account DEMO = Cielo24Simulator.DEMO_ACCOUNT;

    @Test
    void showsWhatCameOfTheTraffic() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            camel.add(new byte[5_000]);
            camel.add(new byte[0]);
            Exchange refused = camel.add(new byte[10]);
            service.faults().next(new Fault.DropAfterBody(false));
            camel.add("cielo24:addMedia", new byte[100], Map.of(Cielo24Constants.JOB_ID, "ab"));
            String lastError = (String) component(camel.context(), "LastError");
            // Camel shows the endpoints of routes
            camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("cielo24:addMedia?connectTimeout=5s");
                }
            });
            Exchange added =
                    camel.add("direct:in", new byte[700], Map.of(Cielo24Constants.JOB_ID, Cielo24Simulator.newJobId()));

            assertThat(added.getException()).isNull();
            assertThat(refused.getException()).isNotNull();
            assertThat(component(camel.context(), "Uploads")).isEqualTo(0);
            assertThat(component(camel.context(), "Added")).isEqualTo(2L);
            assertThat(component(camel.context(), "Invalid")).isEqualTo(1L);
            assertThat(component(camel.context(), "Refused")).isEqualTo(1L);
            assertThat(component(camel.context(), "UnknownOutcomes")).isEqualTo(1L);
            assertThat(component(camel.context(), "TransportFailures")).isEqualTo(0L);
            assertThat((long) component(camel.context(), "BytesSent")).isGreaterThanOrEqualTo(5_800L);
            assertThat(lastError).contains("Job ab: everything was sent, but no answer came");
            assertThat(endpoint(camel.context(), "connectTimeout", "Added")).isEqualTo(1L);
            assertThat(endpoint(camel.context(), "connectTimeout", "BytesSent")).isEqualTo(700L);
            assertThat(endpoint(camel.context(), "connectTimeout", "LastError")).isNull();
        }
    }

    @Test
    void showsUploadsWhileTheyMove() throws Exception {
        try (PausedService service = new PausedService();
                Cielo24Camel camel = Cielo24Camel.to(service.raw())) {
            CompletableFuture<Exchange> sent =
                    CompletableFuture.supplyAsync(() -> camel.add(new byte[PausedService.SIZE]));
            await().untilAsserted(() -> assertThat((long) component(camel.context(), "BytesSent"))
                    .isBetween((long) PausedService.TAKEN, PausedService.SIZE - 1L));
            assertThat(component(camel.context(), "Uploads")).isEqualTo(1);
            service.takeTheRest();
            sent.get();

            assertThat(component(camel.context(), "Uploads")).isEqualTo(0);
            assertThat(component(camel.context(), "BytesSent")).isEqualTo((long) PausedService.SIZE);
        }
    }

    @Test
    void countsNoByteBackwardsWhenATokenIsRenewedMeanwhile() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = loggedIn(service)) {
            camel.add("https://media.example.com/a.mp4");
            service.expireSessions();
            Exchange added = camel.add(
                    "cielo24:addMedia", new byte[5_000], Map.of(Cielo24Constants.JOB_ID, Cielo24Simulator.newJobId()));

            assertThat(added.getException()).isNull();
            assertThat((long) component(camel.context(), "BytesSent")).isGreaterThanOrEqualTo(5_000L);
            assertThat(component(camel.context(), "Logins")).isEqualTo(2L);
        }
    }

    @Test
    void showsTheSession() throws Exception {
        SteppedClock clock = new SteppedClock();
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = loggedIn(service, clock)) {
            assertThat(component(camel.context(), "SessionAge")).isEqualTo(-1L);
            camel.add(new byte[10]);
            clock.pass(java.time.Duration.ofMinutes(5));

            assertThat(component(camel.context(), "SessionAge")).isEqualTo(300L);
            assertThat(component(camel.context(), "Logins")).isEqualTo(1L);
            assertThat(component(camel.context(), "FailedLogins")).isEqualTo(0L);
            clock.pass(java.time.Duration.ofHours(1));
            assertThat(component(camel.context(), "SessionAge")).isEqualTo(-1L);
        }
    }

    private static Cielo24Camel loggedIn(Cielo24Simulator service) throws Exception {
        return loggedIn(service, new SteppedClock());
    }

    private static Cielo24Camel loggedIn(Cielo24Simulator service, SteppedClock clock) throws Exception {
        return Cielo24Camel.to(service.baseUrl().toString(), component -> {
            component.setClock(clock);
            component.getConfiguration().setApiToken(null);
            component.getConfiguration().setUsername(DEMO.username());
            component.getConfiguration().setSecurekey(DEMO.securekey());
        });
    }

    static Object component(CamelContext context, String attribute) throws Exception {
        return attribute(context, "org.apache.camel:type=components,name=\"cielo24\",*", "", attribute);
    }

    private static Object endpoint(CamelContext context, String part, String attribute) throws Exception {
        return attribute(context, "org.apache.camel:type=endpoints,*", part, attribute);
    }

    static Object attribute(CamelContext context, String pattern, String part, String attribute) throws Exception {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName found = server.queryNames(new ObjectName(pattern), null).stream()
                .filter(name -> name.toString().contains("context=" + context.getManagementName())
                        && name.toString().contains(part))
                .findFirst()
                .orElseThrow();
        return server.getAttribute(found, attribute);
    }
}
