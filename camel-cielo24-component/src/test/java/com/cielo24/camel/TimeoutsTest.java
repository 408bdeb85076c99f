package com.cielo24.camel;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;

import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * No peer holds a thread for ever.
 */
class TimeoutsTest {

    private static final byte[] LARGE = new byte[64 * 1024 * 1024];
    private static final String URL = "https://example.com/video.mp4";

    @TempDir
    Path folder;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private TestTls tls;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Each of these goes out in a way of its own. */
    private enum Sent {
        BYTES,
        FILE,
        BYTES_OVER_TLS,
        FILE_OVER_TLS;

        boolean isSecure() {
            return this == BYTES_OVER_TLS || this == FILE_OVER_TLS;
        }
    }

    private Object large(Sent sent) throws IOException {
        return sent == Sent.BYTES || sent == Sent.BYTES_OVER_TLS
                ? LARGE
                : Files.write(folder.resolve("large.mp4"), LARGE);
    }

    @ParameterizedTest
    @EnumSource(Sent.class)
    void givesUpAPeerThatStopsReading(Sent sent) throws Exception {
        try (RawService service = service(sent.isSecure(), peer -> {
                    peer.read(1_000_000);
                    peer.hold();
                });
                Cielo24Camel camel = camel(service, sent.isSecure(), "stallTimeout=700")) {
            assertThat(failure(camel.add(large(sent))))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("stallTimeout");
            assertThat(Thread.interrupted()).as("interrupted").isFalse();
        }
    }

    /** What is still on its way must not reach it afterwards, as if the upload went on. */
    @ParameterizedTest
    @EnumSource(names = {"BYTES", "FILE"})
    void endsTheConnectionOfAPeerThatStopsReadingWithAReset(Sent sent) throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        CompletableFuture<Boolean> reset = new CompletableFuture<>();
        try (RawService service = service(false, peer -> {
                    peer.read(1_000_000);
                    givenUp.await();
                    try {
                        peer.readBody();
                        reset.complete(false);
                    } catch (SocketException e) {
                        reset.complete(true);
                    }
                });
                Cielo24Camel camel = camel(service, false, "stallTimeout=700")) {
            failure(camel.add(large(sent)));
            givenUp.countDown();

            assertThat(reset.get()).isTrue();
        }
    }

    /** The system wakes a sender that is stuck in a write only when the peer has taken a megabyte or more. */
    @ParameterizedTest
    @EnumSource(names = {"BYTES", "FILE"})
    void doesNotGiveUpAPeerThatIsSlowButMoving(Sent sent) throws Exception {
        try (RawService service = service(sent.isSecure(), peer -> {
                    peer.socket.setReceiveBufferSize(16 * 1024);
                    // what had come before that, and would hide for a while what is taken now
                    peer.read(1_000_000);
                    for (int i = 0; i < 50; i++) {
                        peer.read(10_000);
                        Thread.sleep(100);
                    }
                    // the rest need not be slow
                    peer.socket.setReceiveBufferSize(1 << 20);
                    peer.readBody();
                    peer.added();
                });
                Cielo24Camel camel = camel(service, sent.isSecure(), "stallTimeout=1500")) {
            assertThat(camel.add(large(sent)).getException()).isNull();
            assertThat(service.bodyBytes()).isEqualTo(LARGE.length);
        }
    }

    @Test
    void givesUpMediaThatComesNoFurther() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        InputStream stuck = new InputStream() {
            @Override
            public int read() throws java.io.IOException {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new java.io.InterruptedIOException();
                }
                return 0;
            }
        };
        try (RawService service = service(false, peer -> {
                    peer.readBody();
                    peer.added();
                });
                Cielo24Camel camel = camel(service, false, "stallTimeout=500")) {
            Exchange exchange = camel.add(
                    "cielo24:addMedia",
                    stuck,
                    Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.CONTENT_LENGTH, 1_000_000));
            assertThat(failure(exchange)).isInstanceOf(Cielo24TransportException.class);
            assertThat(Thread.interrupted()).as("interrupted").isFalse();
        }
    }

    @ParameterizedTest(name = "tls: {0}")
    @ValueSource(booleans = {false, true})
    void endsTheWaitForAnAnswer(boolean secure) throws Exception {
        try (RawService service = service(secure, peer -> {
                    peer.readBody();
                    peer.hold();
                });
                Cielo24Camel camel = camel(service, secure, "responseTimeout=500")) {
            for (Object body : new Object[] {new byte[8 << 20], URL}) {
                assertThat(failure(camel.add(body)))
                        .isInstanceOf(Cielo24UnknownOutcomeException.class)
                        .hasMessageContainingAll(" was sent, but no answer came");
            }
        }
    }

    @Test
    void endsTheWaitForAnAnswerThatComesByteByByte() throws Exception {
        try (RawService service = service(false, peer -> {
                    peer.readBody();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                    for (int i = 0; i < 1000; i++) {
                        peer.send(" ");
                        Thread.sleep(50);
                    }
                });
                Cielo24Camel camel = camel(service, false, "responseTimeout=600")) {
            assertThat(failure(camel.add(LARGE))).isInstanceOf(Cielo24UnknownOutcomeException.class);
        }
    }

    @Test
    void waitsForAnAnswerLongerThanForAStall() throws Exception {
        try (RawService service = service(false, peer -> {
                    peer.readBody();
                    Thread.sleep(800);
                    peer.added();
                });
                Cielo24Camel camel = camel(service, false, "stallTimeout=300")) {
            assertThat(camel.add(LARGE).getException()).isNull();
            assertThat(camel.add(URL).getException()).isNull();
        }
    }

    @Test
    void givesUpAHandshakeThatNeverComes() throws Exception {
        try (RawService service = service(false, RawService.Peer::hold);
                Cielo24Camel camel = Cielo24Camel.to(
                        "https://localhost:" + service.port(),
                        component -> component.getConfiguration().setConnectTimeout(500))) {
            assertThat(failure(camel.add(URL))).isInstanceOf(Cielo24TransportException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Sent.class)
    void endsWhatIsUnderWayWhenTheContextStops(Sent sent) throws Exception {
        try (RawService service = service(sent.isSecure(), peer -> {
                    peer.read(1_000_000);
                    // by now the sender is stuck in a write
                    Thread.sleep(500);
                    begun.countDown();
                    peer.hold();
                });
                Cielo24Camel camel = camel(service, sent.isSecure(), "stallTimeout=50000")) {
            camel.context().getShutdownStrategy().setTimeout(1);
            Future<?> stopped = threads.submit(() -> {
                begun.await();
                camel.context().stop();
                return null;
            });
            assertThat(failure(camel.add(large(sent))))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("stopped");
            stopped.get();
        }
    }

    /** Under TLS looking for an answer may have to wait for the very sender that is stuck. */
    @ParameterizedTest
    @EnumSource(Stubbornness.class)
    void letsNoStubbornPeerKeepItFromOthers(Stubbornness stubbornness) throws Exception {
        try (RawService stubborn = service(true, peer -> {
                    peer.read(1_000_000);
                    // by now the sender is stuck in a write
                    Thread.sleep(1_000);
                    stubbornness.behave(peer);
                    peer.hold();
                });
                RawService silent = RawService.start(peer -> peer.hold());
                Cielo24Camel camel = Cielo24Camel.to(stubborn.baseUrl(), component -> {
                    SSLContextParameters parameters = tls.client();
                    SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
                    protocols.setSecureSocketProtocol(List.of(stubbornness.protocol));
                    parameters.setSecureSocketProtocols(protocols);
                    component.setSslContextParameters(parameters);
                    component.getConfiguration().setStallTimeout(3_000);
                })) {
            Future<Exchange> first = threads.submit(() -> camel.add(LARGE));
            Future<Exchange> second = threads.submit(() -> camel.add(
                    "cielo24:addMedia?stallTimeout=2500&baseUrl=" + silent.baseUrl(),
                    LARGE,
                    Map.of(Cielo24Constants.JOB_ID, JOB)));

            assertThat(failure(second.get())).hasMessageContaining("stallTimeout");
            assertThat(first.get().getException()).isNotNull();
        }
    }

    /** What makes the other end of TLS write, while its sender is stuck in a write. */
    private enum Stubbornness {
        CLOSES_ITS_SIDE("TLSv1.2") {
            @Override
            void behave(RawService.Peer peer) throws IOException {
                peer.answer(400, "Connection: close\r\n", "{}");
                peer.socket.shutdownOutput();
            }
        },
        CHANGES_ITS_KEY("TLSv1.3") {
            @Override
            void behave(RawService.Peer peer) throws IOException {
                ((SSLSocket) peer.socket).startHandshake();
            }
        };

        final String protocol;

        Stubbornness(String protocol) {
            this.protocol = protocol;
        }

        abstract void behave(RawService.Peer peer) throws IOException;
    }

    @Test
    void givesNoMoreTimeForInterimAnswers() throws Exception {
        try (RawService service = service(false, peer -> {
                    peer.readBody();
                    while (!peer.socket.isClosed()) {
                        peer.send("HTTP/1.1 102 Processing\r\n\r\n");
                        Thread.sleep(100);
                    }
                });
                Cielo24Camel camel = camel(service, false, "responseTimeout=1000")) {
            assertThat(failure(camel.add(new byte[1])))
                    .isInstanceOf(Cielo24UnknownOutcomeException.class)
                    .hasMessageContaining("responseTimeout");
        }
    }

    /** The service has it all, whatever keeps this end busy. */
    @Test
    void takesNoSlowListenerForAStall() throws Exception {
        try (RawService service = service(false, peer -> {
                    peer.readBody();
                    begun.countDown();
                    peer.added();
                });
                Cielo24Camel camel = camel(service, false, "stallTimeout=1500")) {
            camel.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) throws Exception {
                    if (event instanceof UploadEvent upload && upload.getKind() == UploadEvent.Kind.PROGRESS) {
                        begun.await();
                        Thread.sleep(2_500);
                    }
                }
            });
            assertThat(camel.add("cielo24:addMedia", new SlowStream(), SlowStream.headers())
                            .getException())
                    .isNull();
        }
    }

    /** Takes longer than a second, so that listeners are told of its last piece. */
    private static final class SlowStream extends InputStream {

        private static final int LENGTH = 256 * 1024;
        private int left = LENGTH;

        static Map<String, Object> headers() {
            return Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.CONTENT_LENGTH, LENGTH);
        }

        @Override
        public int read() {
            return -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            try {
                Thread.sleep(600);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            int read = Math.min(length, left);
            left -= read;
            return read;
        }
    }

    @Test
    void leavesNoThreadBehindWhenTheComponentGoes() throws Exception {
        try (RawService service = service(false, RawService.Peer::added);
                Cielo24Camel camel = camel(service, false, "stallTimeout=50000")) {
            camel.add("https://media.example.com/a.mp4");
            assertThat(watchdogs()).isNotZero();

            camel.context().removeComponent("cielo24").stop();

            await().untilAsserted(() -> assertThat(watchdogs()).isZero());
        }
    }

    private static long watchdogs() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("Cielo24Watchdog"))
                .count();
    }

    private RawService service(boolean secure, RawService.Behaviour behaviour) throws Exception {
        tls = TestTls.forHost("localhost");
        return RawService.start(secure ? tls.server() : null, behaviour);
    }

    private Cielo24Camel camel(RawService service, boolean secure, String option) throws Exception {
        return Cielo24Camel.to(service.baseUrl(), component -> {
            Cielo24Configuration configuration = component.getConfiguration();
            long millis = Long.parseLong(option.split("=")[1]);
            if (option.startsWith("stallTimeout")) {
                configuration.setStallTimeout(millis);
            } else {
                configuration.setResponseTimeout(millis);
            }
            if (secure) {
                component.setSslContextParameters(tls.client());
            }
        });
    }
}
