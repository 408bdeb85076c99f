package com.cielo24.examples.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The bar on a terminal. */
class ProgressTest {

    private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();

    private String drawn() {
        return drawn.toString(StandardCharsets.UTF_8);
    }

    @Test
    void drawsABarForALongUploadAndTakesItAway() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            Cielo24Component component = new Cielo24Component();
            component.getConfiguration().setBaseUrl(service.baseUrl().toString());
            component.getConfiguration().setApiToken(service.apiToken());
            context.addComponent("cielo24", component);
            PrintStream terminal = new PrintStream(drawn, true, StandardCharsets.UTF_8);
            new Progress(terminal, component.getTraffic(), Exchange::getExchangeId, null);
            context.start();
            service.faults().next(new Fault.SlowReading(8_000_000));
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> context.createProducerTemplate()
                    .sendBody("cielo24:addMedia?jobId=" + Cielo24Simulator.newJobId(), new byte[24_000_000]));

            await().untilAsserted(() -> assertThat(drawn()).containsPattern("Uploads +\\d+% .*/24 MB.*MB/s"));
            assertThat(drawn()).as("drawn before anything was sent").doesNotContain(" 0/24 MB");
            sent.get();
            String end = drawn();
            assertThat(end.substring(end.lastIndexOf('\r'))).isBlank();
        }
    }
}
