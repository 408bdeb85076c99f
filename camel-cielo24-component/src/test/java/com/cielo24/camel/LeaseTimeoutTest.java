package com.cielo24.camel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.cielo24.client.Cielo24TransportException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** All connections are busy for longer than a request waits for one. */
class LeaseTimeoutTest {

    private static final String URL = "https://media.example.com/a.mp4";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest(name = "per route: {0}")
    @ValueSource(booleans = {true, false})
    void namesTheOption(boolean perRoute) throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (RawService service = RawService.start(peer -> {
                    busy.countDown();
                    answer.await();
                    OwnTask.added(peer);
                });
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl(), component -> {
                    if (perRoute) {
                        component.setConnectionsPerRoute(1);
                    } else {
                        component.setMaxTotalConnections(1);
                    }
                    component.setConnectionRequestTimeout(300);
                })) {
            Future<Exchange> first = threads.submit(() -> camel.add(URL));
            busy.await();

            for (Object body : new Object[] {URL, new byte[10]}) {
                assertThat(failure(camel.add(body)))
                        .isInstanceOf(Cielo24TransportException.class)
                        .hasMessageContaining("connectionRequestTimeout")
                        .satisfies(e -> assertThat(e.isRetryable()).isTrue());
            }
            answer.countDown();
            OwnTask.assertAdded(first.get(), Cielo24Camel.JOB);
            assertThat(service.heads()).hasSize(1);
        }
    }
}
