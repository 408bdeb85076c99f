package com.cielo24.camel;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.cielo24.simulator.Cielo24Simulator;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The figures as Micrometer's meters. */
class MetersTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private void bind(CamelContext context) {
        context.getRegistry().bind("meters", meters);
    }

    private double counted(String name, String... tags) {
        return meters.get(name).tags(tags).functionCounter().count();
    }

    @Test
    void timesBothModesAndCountsOutcomesByType() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service, this::bind)) {
            camel.add(new byte[5_000]);
            camel.add(new byte[0]);
            camel.add(
                    "cielo24:addMedia",
                    "https://media.example.com/a.mp4",
                    Map.of(Cielo24Constants.JOB_ID, Cielo24Simulator.newJobId()));

            Timer upload = timer("upload", "added");
            assertThat(upload.count()).isOne();
            assertThat(upload.totalTime(TimeUnit.NANOSECONDS)).isPositive();
            assertThat(upload.takeSnapshot().percentileValues())
                    .extracting(value -> value.percentile())
                    .containsExactly(0.5, 0.95, 0.99);
            assertThat(timer("url", "added").count()).isOne();
            assertThat(timer("upload", "invalid").count()).isOne();
            assertThat(counted("cielo24.outcomes", "outcome", "added")).isEqualTo(2);
            assertThat(counted("cielo24.outcomes", "outcome", "invalid")).isEqualTo(1);
            assertThat(counted("cielo24.outcomes", "outcome", "unknown")).isZero();
            assertThat(counted("cielo24.sent")).isEqualTo(5_000);
            assertThat(meters.get("cielo24.sent").functionCounter().getId().getBaseUnit())
                    .isEqualTo("bytes");
            assertThat(meters.get("cielo24.uploads").gauge().value()).isZero();
            assertThat(counted("cielo24.session.logins", "result", "ok")).isZero();
            assertThat(meters.get("cielo24.session.age").timeGauge().value()).isNaN();
            assertThat(meters.getMeters())
                    .filteredOn(meter -> meter.getId().getName().startsWith("cielo24."))
                    .allMatch(meter -> "cielo24".equals(meter.getId().getTag("component"))
                            && camel.context().getName().equals(meter.getId().getTag("camelContext")));
        }
    }

    @Test
    void showsAnUploadWhileItMoves() throws Exception {
        try (PausedService service = new PausedService();
                Cielo24Camel camel = Cielo24Camel.to(service.raw().baseUrl(), component -> {}, this::bind)) {
            CompletableFuture<Exchange> sent =
                    CompletableFuture.supplyAsync(() -> camel.add(new byte[PausedService.SIZE]));
            await().until(() -> counted("cielo24.sent") >= PausedService.TAKEN);

            assertThat(counted("cielo24.sent")).isLessThan(PausedService.SIZE);
            assertThat(meters.get("cielo24.uploads").gauge().value()).isOne();
            service.takeTheRest();
            sent.get();
        }
    }

    @Test
    void leavesNoMetersBehindAndComesBackWithTheComponent() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service, this::bind)) {
            camel.add(new byte[10]);
            Cielo24Component component = camel.context().getComponent("cielo24", Cielo24Component.class);
            component.stop();

            assertThat(meters.getMeters()).isEmpty();
            component.start();
            assertThat(counted("cielo24.sent")).isEqualTo(10);
        }
    }

    private Timer timer(String mode, String outcome) {
        return meters.get("cielo24.calls")
                .tags("operation", "addMedia", "mode", mode, "outcome", outcome)
                .timer();
    }
}
