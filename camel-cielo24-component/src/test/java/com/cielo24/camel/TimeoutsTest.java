package com.cielo24.camel;

import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    private TestTls tls;

    @ParameterizedTest(name = "tls: {0}")
    @ValueSource(booleans = {false, true})
    void givesUpAPeerThatStopsReading(boolean secure) throws Exception {
        try (RawService service = service(secure, peer -> {
                    peer.read(1_000_000);
                    peer.hold();
                });
                Cielo24Camel camel = camel(service, secure, "stallTimeout=700")) {
            assertThat(failure(camel.add(LARGE)))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageContaining("stallTimeout");
            assertThat(Thread.interrupted()).as("interrupted").isFalse();
        }
    }

    @Test
    void doesNotGiveUpAPeerThatIsSlowButMoving() throws Exception {
        try (RawService service = service(false, peer -> {
                    peer.socket.setReceiveBufferSize(64 * 1024);
                    for (int i = 0; i < 40; i++) {
                        peer.read(100_000);
                        Thread.sleep(100);
                    }
                    peer.readBody();
                    peer.added();
                });
                Cielo24Camel camel = camel(service, false, "stallTimeout=1500")) {
            assertThat(camel.add(LARGE).getException()).isNull();
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
            for (Object body : new Object[] {LARGE, URL}) {
                assertThat(failure(camel.add(body)))
                        .isInstanceOf(Cielo24UnknownOutcomeException.class)
                        .hasMessageContainingAll("everything was sent", "no answer");
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

    @Test
    void endsWhatIsUnderWayWhenTheContextStops() throws Exception {
        try (RawService service = service(false, peer -> {
                    peer.read(1_000_000);
                    peer.hold();
                });
                Cielo24Camel camel = camel(service, false, "stallTimeout=50000")) {
            Thread stopper = new Thread(() -> {
                while (service.bodyBytes() < 1_000_000) {
                    Thread.onSpinWait();
                }
                camel.context().stop();
            });
            stopper.start();
            Cielo24Exception outcome = failure(camel.add(LARGE));
            stopper.join();
            assertThat(outcome).isInstanceOf(Cielo24TransportException.class);
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
