package com.cielo24.camel;

import java.io.RandomAccessFile;
import java.nio.file.Path;

import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service answers while the upload still runs, in clear text and over TLS.
 */
class EarlyAnswerTest {

    private static final String REASON = "{\"ErrorType\":\"BAD_API_TOKEN\",\"ErrorComment\":\"Expired.\"}";
    private static final long SIZE = 100_000_000;
    private static final long AT_ONCE = 64_000_000L;

    @TempDir
    Path folder;

    private TestTls tls;

    @ParameterizedTest(name = "tls: {0}")
    @ValueSource(booleans = {false, true})
    void endsAnUploadThatTheServiceRefusesAfterTheHeaders(boolean secure) throws Exception {
        try (RawService service = service(secure, peer -> {
                    peer.answer(400, REASON);
                    peer.readBody();
                });
                Cielo24Camel camel = camel(service, secure)) {
            assertRefused(camel);
            assertThat(service.bodyBytes()).isLessThan(AT_ONCE);
        }
    }

    @ParameterizedTest(name = "tls: {0}")
    @ValueSource(booleans = {false, true})
    void endsAnUploadThatTheServiceRefusesHalfWay(boolean secure) throws Exception {
        try (RawService service = service(secure, peer -> {
                    peer.read(20_000_000);
                    peer.answer(400, REASON);
                    peer.readBody();
                });
                Cielo24Camel camel = camel(service, secure)) {
            assertRefused(camel);
            assertThat(service.bodyBytes()).isLessThan(20_000_000 + AT_ONCE);
        }
    }

    @ParameterizedTest(name = "tls: {0}")
    @ValueSource(booleans = {false, true})
    void endsAnUploadToAServiceThatHasRefusedAndStoppedReading(boolean secure) throws Exception {
        try (RawService service = service(secure, peer -> {
                    peer.read(5_000_000);
                    // by now the sender is stuck in a write
                    Thread.sleep(300);
                    peer.answer(400, REASON);
                    peer.hold();
                });
                Cielo24Camel camel = camel(service, secure)) {
            assertRefused(camel);
        }
    }

    @ParameterizedTest(name = "tls: {0}")
    @ValueSource(booleans = {false, true})
    void goesOnAfterAnInterimAnswer(boolean secure) throws Exception {
        try (RawService service = service(secure, peer -> {
                    peer.send("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 10");
                    peer.read(5_000_000);
                    peer.send("3 Early Hints\r\nLink: <a>\r\n\r\n");
                    peer.readBody();
                    peer.added();
                });
                Cielo24Camel camel = camel(service, secure)) {
            assertThat(camel.add(large()).getException()).isNull();
            assertThat(service.bodyBytes()).isEqualTo(SIZE);
        }
    }

    /** What was cut short is no start for another request. */
    @ParameterizedTest(name = "tls: {0}")
    @ValueSource(booleans = {false, true})
    void doesNotUseTheConnectionOfAnUploadThatWasCutShortAgain(boolean secure) throws Exception {
        try (RawService service = service(secure, peer -> {
                    if (peer.contentLength() > 1) {
                        peer.read(5_000_000);
                        // by now the sender is stuck in a write
                        Thread.sleep(300);
                        peer.answer(400, REASON);
                        peer.hold();
                    }
                    peer.readBody();
                    peer.added();
                });
                Cielo24Camel camel = camel(service, secure)) {
            assertRefused(camel);
            assertThat(camel.add(new byte[1]).getException()).isNull();
            assertThat(service.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest(name = "tls: {0}")
    @ValueSource(booleans = {false, true})
    void readsAReasonThatComesInPieces(boolean secure) throws Exception {
        try (RawService service = service(secure, peer -> {
                    peer.send("HTTP/1.1 400 No\r\nContent-Le");
                    Thread.sleep(100);
                    peer.send("ngth: " + REASON.length() + "\r\n\r\n");
                    peer.send(REASON.substring(0, 10));
                    Thread.sleep(100);
                    peer.send(REASON.substring(10));
                    peer.readBody();
                });
                Cielo24Camel camel = camel(service, secure)) {
            assertRefused(camel);
        }
    }

    @ParameterizedTest(name = "tls: {0}")
    @ValueSource(booleans = {false, true})
    void readsTheReasonOfAServiceThatClosesWithoutReadingOn(boolean secure) throws Exception {
        try (RawService service = service(secure, peer -> {
                    peer.answer(413, "Connection: close\r\n", REASON);
                    // what a server does that lingers for its client's sake
                    peer.read(50_000_000);
                    peer.socket.close();
                });
                Cielo24Camel camel = camel(service, secure)) {
            assertThat(failure(camel.add(large())))
                    .isInstanceOfSatisfying(
                            Cielo24ServiceException.class,
                            refusal -> assertThat(refusal.getStatusCode()).isEqualTo(413));
        }
    }

    @ParameterizedTest(name = "status {0}")
    @ValueSource(ints = {500, 502, 503, 504, 524})
    void knowsThatTheServiceHasNothingWhenAFiveHundredComesEarly(int status) throws Exception {
        try (RawService service = service(false, peer -> {
                    peer.answer(status, "{}");
                    peer.readBody();
                });
                Cielo24Camel camel = camel(service, false)) {
            assertThat(failure(camel.add(large()))).isInstanceOf(Cielo24TransportException.class);
        }
    }

    private void assertRefused(Cielo24Camel camel) throws Exception {
        assertThat(failure(camel.add(large()))).isInstanceOfSatisfying(Cielo24ServiceException.class, refusal -> {
            assertThat(refusal.getErrorType()).isEqualTo("BAD_API_TOKEN");
            assertThat(refusal.getErrorComment()).isEqualTo("Expired.");
        });
    }

    private Path large() throws Exception {
        Path file = folder.resolve("large.mp4");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(SIZE);
        }
        return file;
    }

    private RawService service(boolean secure, RawService.Behaviour behaviour) throws Exception {
        tls = TestTls.forHost("localhost");
        return RawService.start(secure ? tls.server() : null, behaviour);
    }

    private Cielo24Camel camel(RawService service, boolean secure) throws Exception {
        return Cielo24Camel.to(service.baseUrl(), component -> {
            component.getConfiguration().setResponseTimeout(10_000);
            if (secure) {
                component.setSslContextParameters(tls.client());
            }
        });
    }
}
