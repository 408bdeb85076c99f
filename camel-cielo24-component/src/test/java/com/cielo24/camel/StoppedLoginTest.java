package com.cielo24.camel;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.cielo24.client.Cielo24TransportException;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A login that the component's own stop has cut off. */
class StoppedLoginTest {

    private static final String LOGIN = "/api/account/login";

    /** It says nothing about the service, so no pause follows. */
    @Test
    void doesNotDelayTheLoginAfterTheNextStart() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl().toString(), StoppedLoginTest::logsIn)) {
            Cielo24Component component = camel.context().getComponent("cielo24", Cielo24Component.class);
            for (int stops = 1; stops <= 3; stops++) {
                int logins = stops;
                service.faults().forCall(LOGIN, new Fault.NeverAnswer(), 1);
                CompletableFuture<Exchange> cutOff = CompletableFuture.supplyAsync(() -> camel.add(new byte[1]));
                await().until(() -> cutOff.isDone() || service.requests(LOGIN).size() == logins);
                component.stop();
                assertThat(failure(cutOff.get(60, TimeUnit.SECONDS))).isInstanceOf(Cielo24TransportException.class);
                component.start();
            }
            assertThat(camel.add(new byte[1]).getException()).isNull();
            assertThat(service.requests(LOGIN)).hasSize(4);
        }
    }

    private static void logsIn(Cielo24Component component) {
        // no pause would ever pass
        component.setClock(Clock.fixed(Instant.now(), ZoneOffset.UTC));
        component.getConfiguration().setApiToken(null);
        component.getConfiguration().setUsername(Cielo24Simulator.DEMO_ACCOUNT.username());
        component.getConfiguration().setSecurekey(Cielo24Simulator.DEMO_ACCOUNT.securekey());
    }
}
