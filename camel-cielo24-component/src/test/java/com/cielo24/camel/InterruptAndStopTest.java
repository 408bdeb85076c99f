package com.cielo24.camel;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whenever an interrupt or a stop comes: an exchange that ends with "did not reach the service" is none that the service
 * has.
 */
class InterruptAndStopTest {

    private static final int SENDERS = 4;
    /** A service and a component serve so many, so that what they keep stays small. */
    private static final int BATCH = 500;

    @TempDir
    Path folder;

    private final Map<String, Exception> outcomes = new ConcurrentHashMap<>();
    private final Set<String> complete = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();

    enum Wire {
        CLEAR_TEXT,
        TLS
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void interrupts(Wire wire) throws Exception {
        interrupt(wire, wire == Wire.TLS ? BATCH : 2 * BATCH);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(600)
    void stops(Wire wire) throws Exception {
        batch(wire, camel -> stop(camel, 40));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void manyInterrupts(Wire wire) throws Exception {
        interrupt(wire, 20_000);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void manyStops(Wire wire) throws Exception {
        for (int i = 0; i < 20; i++) {
            batch(wire, camel -> stop(camel, 40));
        }
    }

    private void interrupt(Wire wire, int count) throws Exception {
        for (int i = 0; i < count / BATCH; i++) {
            batch(wire, this::interrupt);
        }
    }

    private interface Disturbance {
        void disturb(Cielo24Camel camel) throws Exception;
    }

    private void batch(Wire wire, Disturbance disturbance) throws Exception {
        outcomes.clear();
        complete.clear();
        TestTls tls = TestTls.forHost("localhost");
        try (RawService service = RawService.start(wire == Wire.TLS ? tls.server() : null, this::serve)) {
            try (Cielo24Camel camel = Cielo24Camel.to(service.baseUrl(), component -> {
                component.setSslContextParameters(tls.client());
                component.getConfiguration().setResponseTimeout(20_000);
            })) {
                disturbance.disturb(camel);
            }
            awaitEverythingRead(service);
        }
        judge();
    }

    private void serve(RawService.Peer peer) throws IOException, InterruptedException {
        String job = OwnTask.jobOf(peer);
        long length = peer.contentLength();
        if (job.isEmpty() || peer.read(length) < length) {
            peer.socket.close();
            return;
        }
        complete.add(job);
        if (job.hashCode() % 3 == 0) {
            Thread.sleep(1);
        }
        peer.answer(200, OwnTask.json(job));
    }

    /** By now no connection of the component is open; but some may not even have been accepted. */
    private static void awaitEverythingRead(RawService service) throws IOException {
        try (Socket last = new Socket("localhost", service.port())) {
            last.setSoTimeout(60_000);
            last.getOutputStream().write("the last one\r\n\r\n".getBytes());
            while (last.getInputStream().read() != -1) {
                continue;
            }
        } catch (java.net.SocketException e) {
            // reset: the service came to it
        }
        await().atMost(60, TimeUnit.SECONDS).until(() -> service.openConnections() == 0);
    }

    private void judge() {
        List<String> wrong = new ArrayList<>();
        int certain = 0;
        for (Map.Entry<String, Exception> outcome : outcomes.entrySet()) {
            Exception end = outcome.getValue();
            if (!(end instanceof Cielo24Exception)) {
                wrong.add("none of the four outcomes: " + end);
            } else if (end instanceof Cielo24TransportException || end instanceof Cielo24InvalidRequestException) {
                certain++;
                if (complete.contains(outcome.getKey())) {
                    wrong.add("the service has it all: " + end);
                }
            }
        }
        assertThat(wrong.stream().limit(10))
                .as("%d of %d failures misjudged; %d did not reach the service", wrong.size(), outcomes.size(), certain)
                .isEmpty();
    }

    private void interrupt(Cielo24Camel camel) throws Exception {
        ScheduledExecutorService interrupter = Executors.newScheduledThreadPool(2);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                Random random = new Random(i);
                sent.add(senders.submit(() -> sendInterrupted(camel, random, interrupter)));
            }
            for (Future<?> sender : sent) {
                sender.get();
            }
        } finally {
            senders.shutdownNow();
            interrupter.shutdownNow();
        }
    }

    private Void sendInterrupted(Cielo24Camel camel, Random random, ScheduledExecutorService interrupter)
            throws Exception {
        Thread sender = Thread.currentThread();
        double usual = 1_000_000;
        for (int i = 0; i < BATCH / SENDERS; i++) {
            Object body = body(random);
            // without this, to know how long it takes, and to have a connection in the pool
            long begun = System.nanoTime();
            send(camel, body);
            usual = 0.8 * usual + 0.2 * (System.nanoTime() - begun);
            Future<?> interrupt = interrupter.schedule(
                    sender::interrupt, (long) (random.nextDouble() * 1.3 * usual), TimeUnit.NANOSECONDS);
            send(camel, body);
            interrupt.cancel(false);
            awaitEnd(interrupt);
            Thread.interrupted();
        }
        return null;
    }

    /** It may be on its way, and must not hit what comes next. */
    private static void awaitEnd(Future<?> interrupt) {
        while (!interrupt.isDone()) {
            Thread.onSpinWait();
        }
    }

    private void stop(Cielo24Camel camel, int times) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        List<Boolean> over = new CopyOnWriteArrayList<>();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        Random moments = new Random(24);
        try {
            for (int i = 0; i < SENDERS; i++) {
                Random random = new Random(i);
                sent.add(senders.submit(() -> {
                    while (over.isEmpty()) {
                        send(camel, body(random));
                    }
                    return null;
                }));
            }
            for (int i = 0; i < times; i++) {
                Thread.sleep(10 + moments.nextInt(30), moments.nextInt(1_000_000));
                camel.context().getComponent("cielo24").stop();
                camel.context().getComponent("cielo24").start();
            }
            over.add(true);
            for (Future<?> sender : sent) {
                sender.get();
            }
        } finally {
            senders.shutdownNow();
        }
    }

    private void send(Cielo24Camel camel, Object body) {
        String job = OwnTask.job(number.incrementAndGet());
        Exchange exchange = camel.add("cielo24:addMedia", body, OwnTask.headers(job));
        if (exchange.getException() != null) {
            outcomes.put(job, exchange.getException());
        } else {
            OwnTask.assertAdded(exchange, job);
        }
    }

    private Object body(Random random) throws IOException {
        return switch (random.nextInt(3)) {
            case 0 -> "https://media.example.com/a.mp4";
            case 1 -> new byte[20_000];
            default ->
                Files.write(folder.resolve("small" + Thread.currentThread().getId() + ".mp4"), new byte[20_000])
                        .toFile();
        };
    }
}
