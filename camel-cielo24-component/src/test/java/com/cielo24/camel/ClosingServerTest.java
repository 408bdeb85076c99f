package com.cielo24.camel;

import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** A server that closes each connection after its answer, and does not say so. */
@Timeout(600)
class ClosingServerTest {

    private static final int EXCHANGES = 200;
    /** What is known to close is looked at before it is used; to know it takes one. */
    private static final int FORGIVEN = 5;

    @ParameterizedTest(name = "tls: {0}")
    @ValueSource(booleans = {false, true})
    void failsHardlyAnyExchange(boolean secure) throws Exception {
        TestTls tls = TestTls.forHost("localhost");
        Random random = new Random(24);
        Semaphore closed = new Semaphore(0);
        int failed = 0;
        try (RawService service = RawService.start(secure ? tls.server() : null, peer -> {
                    try {
                        OwnTask.added(peer);
                        peer.socket.close();
                    } finally {
                        closed.release();
                    }
                });
                Cielo24Camel camel = Cielo24Camel.to(
                        service.baseUrl(), component -> component.setSslContextParameters(tls.client()))) {
            for (int i = 0; i < EXCHANGES; i++) {
                String job = OwnTask.job(i);
                Object body = i % 2 == 0 ? "https://media.example.com/a.mp4" : new byte[1_000];
                Exchange exchange = camel.add("cielo24:addMedia", body, OwnTask.headers(job));
                if (exchange.getException() == null) {
                    OwnTask.assertAdded(exchange, job);
                    assertThat(closed.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
                } else {
                    failure(exchange);
                    failed++;
                }
                Thread.sleep(random.nextInt(6));
            }
        }
        assertThat(failed).as("failures of " + EXCHANGES).isLessThanOrEqualTo(FORGIVEN);
    }
}
