package com.cielo24.camel;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import com.cielo24.client.Cielo24TransportException;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** Peers that speak TLS badly. */
@Timeout(600)
class HandshakeTest {

    private static final String URL = "https://media.example.com/a.mp4";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** What comes a byte a second. */
    enum Trickle {
        /** The head of a record of 16 KB, and nothing that makes sense. */
        GARBAGE {
            @Override
            byte[] bytes(TestTls tls, byte[] clientHello) {
                byte[] record = new byte[5 + 16 * 1024];
                record[0] = 22;
                record[1] = 3;
                record[2] = 3;
                record[3] = 0x40;
                return record;
            }
        },
        /** A handshake of its own with a real server, as that would have begun it. */
        SERVER_HELLO {
            @Override
            byte[] bytes(TestTls tls, byte[] clientHello) throws IOException {
                try (RawService real = RawService.start(tls.server(), RawService.Peer::added);
                        Socket socket = new Socket(InetAddress.getLoopbackAddress(), real.port())) {
                    socket.getOutputStream().write(clientHello);
                    socket.setSoTimeout(10_000);
                    ByteArrayOutputStream hello = new ByteArrayOutputStream();
                    byte[] head = socket.getInputStream().readNBytes(5);
                    hello.writeBytes(head);
                    hello.writeBytes(socket.getInputStream().readNBytes((head[3] & 0xff) << 8 | head[4] & 0xff));
                    return hello.toByteArray();
                }
            }
        };

        abstract byte[] bytes(TestTls tls, byte[] clientHello) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void connectTimeoutBoundsTheWholeHandshake(Trickle trickle) throws Exception {
        TestTls tls = TestTls.forHost("localhost");
        try (SlowPeer slow = new SlowPeer(socket -> trickle(socket, tls, trickle));
                Cielo24Camel camel = Cielo24Camel.to("https://localhost:" + slow.port(), component -> {
                    component.setSslContextParameters(tls.client());
                    component.getConfiguration().setConnectTimeout(1_000);
                })) {
            for (Object body : new Object[] {URL, new byte[10]}) {
                Future<Exchange> sent = threads.submit(() -> camel.add(body));

                assertThat(failure(sent.get(25, TimeUnit.SECONDS)))
                        .isInstanceOf(Cielo24TransportException.class)
                        .hasMessageContaining("connectTimeout");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHealthCheckDoesNotWaitForIt(Trickle trickle) throws Exception {
        TestTls tls = TestTls.forHost("localhost");
        try (SlowPeer slow = new SlowPeer(socket -> trickle(socket, tls, trickle));
                Cielo24Camel camel = Cielo24Camel.to(
                        "https://localhost:" + slow.port(),
                        component -> {
                            component.setSslContextParameters(tls.client());
                            component.getConfiguration().setConnectTimeout(1_000);
                        },
                        context -> HealthCheckHelper.getHealthCheckRepository(context, "producers")
                                .setEnabled(true))) {
            Future<HealthCheck.Result> ready =
                    threads.submit(() -> HealthCheckHelper.invokeReadiness(camel.context()).stream()
                            .filter(result -> result.getCheck().getId().equals("producer:cielo24"))
                            .findFirst()
                            .orElseThrow());

            // its own patience is five seconds
            assertThat(ready.get(30, TimeUnit.SECONDS).getState()).isEqualTo(HealthCheck.State.DOWN);
        }
    }

    private static void trickle(Socket socket, TestTls tls, Trickle trickle) throws Exception {
        byte[] bytes = trickle.bytes(tls, clientHello(socket.getInputStream()));
        for (byte b : bytes) {
            socket.getOutputStream().write(b);
            Thread.sleep(500);
        }
    }

    private static byte[] clientHello(InputStream in) throws IOException {
        byte[] head = in.readNBytes(5);
        byte[] rest = in.readNBytes((head[3] & 0xff) << 8 | head[4] & 0xff);
        byte[] all = new byte[head.length + rest.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(rest, 0, all, head.length, rest.length);
        return all;
    }

    /** With TLS 1.3 the client has sent its request before it hears that its certificate is missing. */
    @Test
    void aMissingClientCertificateIsNoUnknownOutcome() throws Exception {
        TestTls tls = TestTls.forHost("localhost");
        try (SlowPeer strict = new SlowPeer(socket -> {
                    SSLSocket secure = (SSLSocket)
                            tls.server().getSocketFactory().createSocket(socket, "localhost", socket.getPort(), false);
                    secure.setUseClientMode(false);
                    secure.setNeedClientAuth(true);
                    try {
                        secure.startHandshake();
                        throw new AssertionError("there is a certificate");
                    } catch (SSLException e) {
                        // the alert must reach the client, whatever that has sent meanwhile
                        socket.shutdownOutput();
                        socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                    }
                });
                Cielo24Camel camel = Cielo24Camel.to(
                        "https://localhost:" + strict.port(),
                        component -> component.setSslContextParameters(tls.client()))) {
            for (int i = 0; i < 20; i++) {
                assertThat(failure(camel.add(i % 2 == 0 ? URL : new byte[1_000])))
                        .isInstanceOf(Cielo24TransportException.class);
            }
        }
    }

    private interface Behaviour {
        void behave(Socket socket) throws Exception;
    }

    /** It has no TLS of its own, so that a test decides what comes when. */
    private static final class SlowPeer implements Closeable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final Set<Socket> open = ConcurrentHashMap.newKeySet();
        private final ExecutorService threads = Executors.newCachedThreadPool();

        SlowPeer(Behaviour behaviour) throws IOException {
            threads.submit(() -> {
                while (true) {
                    Socket socket = server.accept();
                    open.add(socket);
                    threads.submit(() -> {
                        try (socket) {
                            behaviour.behave(socket);
                        }
                        return null;
                    });
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
            threads.shutdownNow();
        }
    }
}
