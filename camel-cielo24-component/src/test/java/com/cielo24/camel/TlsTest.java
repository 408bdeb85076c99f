package com.cielo24.camel;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import com.cielo24.client.Cielo24TransportException;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * TLS as Camel users configure it. Where the other end is not the service, it never sees the token.
 */
class TlsTest {

    @Test
    void trustsWhatTheComponentTrusts() throws Exception {
        TestTls tls = TestTls.forHost("localhost");
        try (Cielo24Simulator service = Cielo24Simulator.builder()
                        .anyJob()
                        .sslContext(tls.server())
                        .start();
                Cielo24Camel camel = trusting(tls, service)) {
            assertThat(camel.add(new byte[1_000_000]).getException()).isNull();
            assertThat(service.media(JOB).orElseThrow().bytes()).isEqualTo(1_000_000);
        }
    }

    /** Around what TLS puts into a record, and what goes out together. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16_383, 16_385, 114_687, 114_688, 114_689, 3_000_001})
    void sendsEveryByte(int size) throws Exception {
        byte[] media = media(size);
        TestTls tls = TestTls.forHost("localhost");
        try (Cielo24Simulator service = Cielo24Simulator.builder()
                        .anyJob()
                        .sslContext(tls.server())
                        .start();
                Cielo24Camel camel = trusting(tls, service)) {
            assertThat(camel.add(media).getException()).isNull();
            assertThat(service.media(JOB).orElseThrow().sha256()).isEqualTo(sha256(media));
        }
    }

    /** It must be answered with a change of the other one, between two records of the upload. */
    @Test
    void sendsEveryByteToAPeerThatChangesItsKeyMeanwhile() throws Exception {
        byte[] media = media(20_000_000);
        AtomicReference<byte[]> received = new AtomicReference<>();
        TestTls tls = TestTls.forHost("localhost");
        try (RawService service = RawService.start(tls.server(), peer -> {
                    ByteArrayOutputStream body = new ByteArrayOutputStream();
                    while (body.size() < media.length) {
                        body.write(peer.socket.getInputStream().readNBytes(1_000_000));
                        ((SSLSocket) peer.socket).startHandshake();
                    }
                    received.set(body.toByteArray());
                    peer.added();
                });
                Cielo24Camel camel = Cielo24Camel.to(
                        service.baseUrl(), component -> component.setSslContextParameters(tls.client()))) {
            assertThat(camel.add(media).getException()).isNull();
            assertThat(received.get()).isEqualTo(media);
        }
    }

    private static Cielo24Camel trusting(TestTls tls, Cielo24Simulator service) throws Exception {
        return Cielo24Camel.to(service.baseUrl().toString(), component -> {
            component.getConfiguration().setApiToken(service.apiToken());
            component.setSslContextParameters(tls.client());
        });
    }

    private static byte[] media(int size) {
        byte[] media = new byte[size];
        new Random(24).nextBytes(media);
        return media;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void trustsWhatTheCamelContextTrustsWhereAskedTo() throws Exception {
        TestTls tls = TestTls.forHost("localhost");
        try (Cielo24Simulator service = Cielo24Simulator.builder()
                        .anyJob()
                        .sslContext(tls.server())
                        .start();
                CamelContext context = new DefaultCamelContext()) {
            context.setSSLContextParameters(tls.client());
            Cielo24Component component = new Cielo24Component();
            component.setUseGlobalSslContextParameters(true);
            component.getConfiguration().setBaseUrl(service.baseUrl().toString());
            component.getConfiguration().setApiToken(service.apiToken());
            context.addComponent("cielo24", component);
            context.start();

            context.createProducerTemplate().requestBody("cielo24:addMedia?jobId=" + JOB, new byte[10]);

            assertThat(service.media(JOB)).isPresent();
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        assertNothingSent(TestTls.forHost("localhost").server(), component -> {});
    }

    @Test
    void refusesTheCertificateOfAnotherHost() throws Exception {
        TestTls elsewhere = TestTls.forHost("elsewhere.example.com");

        assertNothingSent(elsewhere.server(), component -> component.setSslContextParameters(elsewhere.client()));
    }

    @Test
    void speaksNoTlsToAServerThatSpeaksNone() throws Exception {
        try (RawService service = RawService.start(RawService.Peer::added);
                Cielo24Camel camel = Cielo24Camel.to(
                        "https://localhost:" + service.port(),
                        component -> component.getConfiguration().setConnectTimeout(500))) {
            assertThat(failure(camel.add(new byte[1]))).isInstanceOf(Cielo24TransportException.class);
            assertThat(service.heads()).isEmpty();
        }
    }

    @Test
    void speaksTls13() throws Exception {
        TestTls tls = TestTls.forHost("localhost");
        SSLContext server = tls.server();
        String[] protocol = new String[1];
        try (RawService service = RawService.start(server, peer -> {
                    protocol[0] =
                            ((javax.net.ssl.SSLSocket) peer.socket).getSession().getProtocol();
                    peer.added();
                });
                Cielo24Camel camel = Cielo24Camel.to(
                        service.baseUrl(), component -> component.setSslContextParameters(tls.client()))) {
            assertThat(camel.add("https://media.example.com/a.mp4").getException())
                    .isNull();
            assertThat(protocol[0]).isEqualTo("TLSv1.3");
        }
    }

    private static void assertNothingSent(SSLContext server, Consumer<Cielo24Component> options) throws Exception {
        try (RawService service = RawService.start(server, RawService.Peer::added);
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl(), options)) {
            for (Object body : new Object[] {new byte[1], "https://media.example.com/a.mp4"}) {
                Exchange exchange = camel.add("cielo24:addMedia", body, Map.of(Cielo24Constants.JOB_ID, JOB));
                assertThat(failure(exchange)).isInstanceOf(Cielo24TransportException.class);
            }
            assertThat(service.heads()).isEmpty();
        }
    }
}
