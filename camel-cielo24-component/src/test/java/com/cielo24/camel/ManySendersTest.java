package com.cielo24.camel;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One endpoint, 64 senders.
 */
class ManySendersTest {

    private static final int SENDERS = 64;

    /** None is answered before all of them have come, so each needs a connection of its own. */
    @Test
    void sendsAllOfThemAtOnce() throws Exception {
        CyclicBarrier all = new CyclicBarrier(SENDERS);
        try (RawService service = RawService.start(peer -> {
                    peer.readBody();
                    try {
                        all.await();
                    } catch (java.util.concurrent.BrokenBarrierException e) {
                        peer.reset();
                    }
                    peer.added();
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            List<Exchange> sent = send(i -> camel.add(i % 2 == 0 ? new byte[100_000] : "https://example.com/" + i));

            assertThat(sent)
                    .allSatisfy(exchange -> assertThat(exchange.getException()).isNull());
            assertThat(service.connections()).isEqualTo(SENDERS);
        }
    }

    @Test
    void mixesNothingUp() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            for (int round = 0; round < 5; round++) {
                long seed = round;
                List<Exchange> sent = send(i -> {
                    byte[] bytes = new byte[i * 1_000 + 1];
                    new Random(seed * SENDERS + i).nextBytes(bytes);
                    Exchange exchange = camel.add(
                            "cielo24:addMedia", bytes, Map.of(Cielo24Constants.JOB_ID, Cielo24Simulator.newJobId()));
                    String sha256 = HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
                    exchange.setProperty("sha256", sha256);
                    return exchange;
                });
                assertThat(sent).allSatisfy(exchange -> {
                    assertThat(exchange.getException()).isNull();
                    String job = exchange.getMessage().getHeader(Cielo24Constants.JOB_ID, String.class);
                    assertThat(service.media(job).orElseThrow().sha256()).isEqualTo(exchange.getProperty("sha256"));
                    assertThat(service.media(job).orElseThrow().taskId())
                            .isEqualTo(exchange.getMessage().getBody());
                });
            }
            assertThat(service.media()).hasSize(5 * SENDERS);
        }
    }

    @Test
    void waitsForAConnectionOfASmallerPool() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl().toString(), component -> {
                    component.getConfiguration().setApiToken(service.apiToken());
                    component.setMaxTotalConnections(2);
                })) {
            List<Exchange> sent = send(i -> camel.add(
                    "cielo24:addMedia", new byte[1_000], Map.of(Cielo24Constants.JOB_ID, Cielo24Simulator.newJobId())));

            assertThat(sent)
                    .allSatisfy(exchange -> assertThat(exchange.getException()).isNull());
            assertThat(service.mostConcurrent()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void reusesConnections() throws Exception {
        try (RawService service = RawService.start(peer -> {
                    peer.readBody();
                    peer.added();
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            for (int i = 0; i < 20; i++) {
                camel.add("cielo24:addMedia", new byte[1], Map.of(Cielo24Constants.JOB_ID, JOB));
            }
            assertThat(service.connections()).isOne();
        }
    }

    private static List<Exchange> send(Sender sender) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<Exchange>> under = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int number = i;
                under.add(threads.submit(() -> sender.send(number)));
            }
            List<Exchange> sent = new ArrayList<>();
            for (Future<Exchange> exchange : under) {
                sent.add(exchange.get());
            }
            return sent;
        } finally {
            threads.shutdownNow();
        }
    }

    private interface Sender {
        Exchange send(int number) throws Exception;
    }
}
