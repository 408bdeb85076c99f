package com.cielo24.camel;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import com.cielo24.camel.traffic.OutcomeType;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Camel's event notifiers hear of an upload. */
class UploadEventsTest {

    private final List<UploadEvent> events = new CopyOnWriteArrayList<>();

    private Cielo24Camel noticed(Cielo24Camel camel) {
        camel.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof UploadEvent upload) {
                    events.add(upload);
                }
            }
        });
        return camel;
    }

    @Test
    void tellsOfTheBeginningAndTheEnd() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = noticed(Cielo24Camel.to(service))) {
            Exchange exchange = camel.add(new byte[5_000]);

            // what else was told of an upload that a busy machine kept longer than a second
            events.removeIf(event -> event.getKind() == UploadEvent.Kind.PROGRESS);
            assertThat(events)
                    .extracting(UploadEvent::getKind)
                    .containsExactly(UploadEvent.Kind.STARTED, UploadEvent.Kind.COMPLETED);
            assertThat(events).allMatch(event -> event.getJobId().equals(JOB) && event.getBytesTotal() == 5_000);
            assertThat(events.get(0).getBytesSent()).isZero();
            UploadEvent ended = events.get(1);
            assertThat(ended.getBytesSent()).isEqualTo(5_000);
            assertThat(ended.getRate()).isPositive();
            assertThat(ended.getTaskId()).isEqualTo(exchange.getMessage().getBody());
            assertThat(ended.getOutcome()).isEqualTo(OutcomeType.ADDED);
            assertThat(ended.getReason()).isNull();
            assertThat(ended.getTimestamp()).isPositive();
        }
    }

    @Test
    void tellsHowAnUploadMovesOnAtMostOnceASecond() throws Exception {
        try (PausedService service = new PausedService();
                Cielo24Camel camel = noticed(Cielo24Camel.to(service.raw()))) {
            CompletableFuture<Exchange> sent =
                    CompletableFuture.supplyAsync(() -> camel.add(new byte[PausedService.SIZE]));
            await().until(() -> events.size() >= 4);
            service.takeTheRest();
            assertThat(sent.get().getException()).isNull();

            List<UploadEvent> moved = events.stream()
                    .filter(event -> event.getKind() == UploadEvent.Kind.PROGRESS)
                    .toList();
            assertThat(moved.get(0).getOutcome()).isNull();
            assertThat(moved.get(0).getTaskId()).isNull();
            assertThat(moved.get(0).getBytesSent()).isBetween((long) PausedService.TAKEN, PausedService.SIZE - 1L);
            assertThat(moved.get(0).getRate()).isPositive();
            assertThat(moved.get(0).getExchange()).isSameAs(sent.get());
            for (int i = 1; i < moved.size(); i++) {
                assertThat(moved.get(i).getTimestamp() - moved.get(i - 1).getTimestamp())
                        .isGreaterThanOrEqualTo(990);
            }
            assertThat(events.get(events.size() - 1).getKind()).isEqualTo(UploadEvent.Kind.COMPLETED);
        }
    }

    @Test
    void tellsWhyAnUploadFailed() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = noticed(Cielo24Camel.to(service))) {
            service.faults().next(new Fault.DropDuringBody(100_000));
            Exchange exchange = camel.add(new byte[50_000_000]);

            UploadEvent failed = events.get(events.size() - 1);
            assertThat(failed.getKind()).isEqualTo(UploadEvent.Kind.FAILED);
            assertThat(failed.getOutcome()).isEqualTo(OutcomeType.TRANSPORT);
            assertThat(failed.getReason()).isEqualTo(exchange.getException().getMessage());
            assertThat(failed.getBytesSent()).isLessThan(50_000_000);
        }
    }

    @Test
    void saysNothingOfWhatWasNeverBegun() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = noticed(Cielo24Camel.to(service))) {
            camel.add(new byte[0]);
            camel.add("https://media.example.com/a.mp4");

            assertThat(events).isEmpty();
        }
    }

    @Test
    void keepsAnUploadGoingWhoseWatchersFail() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            camel.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event instanceof UploadEvent) {
                        throw new IllegalStateException("not my day");
                    }
                }
            });

            assertThat(camel.add(new byte[5_000]).getException()).isNull();
        }
    }
}
