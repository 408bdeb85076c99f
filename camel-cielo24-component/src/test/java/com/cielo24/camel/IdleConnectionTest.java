package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A connection that waits in the pool keeps nothing of the exchange that it carried. */
@Timeout(600)
class IdleConnectionTest {

    private static final int CONNECTIONS = 6;
    private static final int SIZE = 4 * 1024 * 1024;

    @TempDir
    Path folder;

    enum Kind {
        BYTES,
        STREAM,
        SPOOLED,
        FILE,
        URL
    }

    @ParameterizedTest(name = "tls: {0}, {1}")
    @CsvSource({
        "false, BYTES",
        "false, STREAM",
        "false, SPOOLED",
        "false, FILE",
        "false, URL",
        "true, BYTES",
        "true, STREAM",
        "true, FILE"
    })
    void keepsNothing(boolean secure, Kind kind) throws Exception {
        TestTls tls = TestTls.forHost("localhost");
        CyclicBarrier all = new CyclicBarrier(CONNECTIONS);
        Map<String, WeakReference<Object>> left = new ConcurrentHashMap<>();
        try (RawService service = RawService.start(secure ? tls.server() : null, peer -> {
                    peer.readBody();
                    try {
                        // so that each has a connection of its own
                        all.await(60, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        peer.reset();
                    }
                    OwnTask.added(peer);
                });
                Cielo24Camel camel = Cielo24Camel.to(
                        service.baseUrl(), component -> component.setSslContextParameters(tls.client()))) {
            Thread[] senders = new Thread[CONNECTIONS];
            for (int i = 0; i < CONNECTIONS; i++) {
                String job = OwnTask.job(i);
                senders[i] = new Thread(() -> left.putAll(send(camel, job, kind)));
                senders[i].start();
            }
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(left).hasSize(3 * CONNECTIONS);

            await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> {
                System.gc();
                List<String> kept = left.entrySet().stream()
                        .filter(reference -> reference.getValue().get() != null)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
                assertThat(kept).as("still reachable").isEmpty();
            });
            // while the connections are still there
            assertThat(service.openConnections()).isEqualTo(CONNECTIONS);
        }
    }

    /** Leaves nothing behind but references that keep nothing. */
    private Map<String, WeakReference<Object>> send(Cielo24Camel camel, String job, Kind kind) {
        Object body = body(kind, job);
        Map<String, Object> headers = new HashMap<>(OwnTask.headers(job));
        Object header = new Object();
        headers.put("Mine", header);
        if (kind == Kind.STREAM) {
            headers.put(Cielo24Constants.CONTENT_LENGTH, SIZE);
        }
        Exchange exchange = camel.add("cielo24:addMedia", body, headers);
        OwnTask.assertAdded(exchange, job);
        return Map.of(
                "body of " + job, new WeakReference<>(body),
                "exchange of " + job, new WeakReference<>(exchange),
                "header of " + job, new WeakReference<>(header));
    }

    private Object body(Kind kind, String job) {
        return switch (kind) {
            case BYTES -> new byte[SIZE];
            case STREAM, SPOOLED -> new ByteArrayInputStream(new byte[SIZE]);
            case FILE -> file(job);
            case URL -> new String(("https://media.example.com/" + job).toCharArray());
        };
    }

    private Object file(String name) {
        try {
            return Files.write(folder.resolve(name), new byte[SIZE]).toFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
