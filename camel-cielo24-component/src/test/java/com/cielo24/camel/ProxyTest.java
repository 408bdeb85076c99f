package com.cielo24.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.cielo24.client.Cielo24TransportException;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Through a proxy, which carries TLS and sees nothing of it.
 */
class ProxyTest {

    private static final String CREDENTIALS =
            Base64.getEncoder().encodeToString("jane:open-sesame".getBytes(StandardCharsets.US_ASCII));

    private TestTls tls;
    private Cielo24Simulator service;

    @BeforeEach
    void start() throws Exception {
        tls = TestTls.forHost("localhost");
        service = Cielo24Simulator.builder().anyJob().sslContext(tls.server()).start();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void uploadsThroughATunnel() throws Exception {
        try (RawService proxy = RawService.start(this::tunnel);
                Cielo24Camel camel = camel(proxy)) {
            Exchange exchange = camel.add(new byte[3_000_000]);

            assertThat(exchange.getException()).isNull();
            assertThat(service.media(JOB).orElseThrow().bytes()).isEqualTo(3_000_000);
            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT localhost:" + service.port() + " HTTP/1.1\r\n")
                    .doesNotContain(service.apiToken());
        }
    }

    @Test
    void tellsAProxyWhoAsks() throws Exception {
        try (RawService proxy = RawService.start(peer -> {
                    String head = peer.head();
                    if (head.contains("\r\nProxy-Authorization: Basic " + CREDENTIALS + "\r\n")) {
                        tunnel(peer);
                    } else {
                        peer.answer(407, "Proxy-Authenticate: Basic realm=\"here\"\r\n", "");
                    }
                });
                Cielo24Camel camel = camel(proxy)) {
            Exchange exchange = camel.add(new byte[1_000]);

            assertThat(exchange.getException()).isNull();
            assertThat(service.requestCount()).isOne();
            assertThat(service.requests().get(0).header("Proxy-Authorization")).isEmpty();
        }
    }

    @Test
    void knowsThatTheServiceHasNothingWhenTheProxyRefuses() throws Exception {
        try (RawService proxy = RawService.start(peer -> peer.answer(403, "no"));
                Cielo24Camel camel = camel(proxy)) {
            assertThat(failure(camel.add(new byte[1]))).isInstanceOf(Cielo24TransportException.class);
            assertThat(service.requestCount()).isZero();
        }
    }

    @Test
    void goesAroundTheProxyWhereToldTo() throws Exception {
        try (RawService proxy = RawService.start(peer -> peer.answer(403, "no"));
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl().toString(), component -> {
                    options(component, proxy);
                    component.setNonProxyHosts("localhost");
                })) {
            assertThat(camel.add(new byte[1]).getException()).isNull();
            assertThat(proxy.connections()).isZero();
        }
    }

    private Cielo24Camel camel(RawService proxy) throws Exception {
        return Cielo24Camel.to(service.baseUrl().toString(), component -> options(component, proxy));
    }

    private void options(Cielo24Component component, RawService proxy) {
        component.getConfiguration().setApiToken(service.apiToken());
        component.setSslContextParameters(tls.client());
        component.setProxyHost("localhost");
        component.setProxyPort(proxy.port());
        component.setProxyAuthUsername("jane");
        component.setProxyAuthPassword("open-sesame");
    }

    /** Says yes, and hands every byte on in both directions until one end closes. */
    private void tunnel(RawService.Peer peer) throws IOException {
        peer.send("HTTP/1.1 200 Connection established\r\n\r\n");
        try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            InputStream back = onward.getInputStream();
            OutputStream toClient = peer.socket.getOutputStream();
            Thread answers = new Thread(() -> {
                try {
                    back.transferTo(toClient);
                } catch (IOException e) {
                    // one end has closed
                }
            });
            answers.setDaemon(true);
            answers.start();
            peer.socket.getInputStream().transferTo(onward.getOutputStream());
        }
    }
}
