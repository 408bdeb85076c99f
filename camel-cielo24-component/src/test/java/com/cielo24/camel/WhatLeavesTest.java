package com.cielo24.camel;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nothing but the four exceptions leaves an endpoint. */
@Timeout(600)
class WhatLeavesTest {

    private static final String URL = "https://media.example.com/a.mp4";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "001", "099", "1000", "-1", "0x1"})
    void ofAStatusThatThereIsNot(String status) throws Exception {
        try (RawService service = RawService.start(peer -> {
                    peer.readBody();
                    peer.send("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    peer.socket.close();
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            for (Object body : new Object[] {URL, new byte[10]}) {
                assertThat(failure(camel.add(body))).isInstanceOf(Cielo24UnknownOutcomeException.class);
            }
        }
    }

    private enum Stopped {
        COMPONENT {
            @Override
            void stop(Cielo24Camel camel) {
                camel.context().getComponent("cielo24").stop();
            }
        },
        CONTEXT {
            @Override
            void stop(Cielo24Camel camel) {
                camel.context().getShutdownStrategy().setTimeout(1);
                camel.context().stop();
            }
        };

        abstract void stop(Cielo24Camel camel);
    }

    @ParameterizedTest
    @EnumSource
    void ofAStopWhileItConnects(Stopped stopped) throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<SocketChannel> fillers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
                fillers.add(filler);
            }
            try {
                assertStopEnds(stopped, "http://127.0.0.1:" + full.getLocalPort(), "connect");
            } finally {
                for (SocketChannel filler : fillers) {
                    filler.close();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAStopDuringTheHandshake(Stopped stopped) throws Exception {
        try (RawService silent = RawService.start(RawService.Peer::hold)) {
            assertStopEnds(stopped, "https://localhost:" + silent.port(), "startHandshake");
        }
    }

    /**
     * @param method in which the sender waits
     */
    private void assertStopEnds(Stopped stopped, String baseUrl, String method) throws Exception {
        try (Cielo24Camel camel = Cielo24Camel.to(
                baseUrl, component -> component.getConfiguration().setConnectTimeout(80_000))) {
            for (Object body : new Object[] {URL, new byte[10]}) {
                AtomicReference<Thread> sender = new AtomicReference<>();
                Future<Exchange> sent = threads.submit(() -> {
                    sender.set(Thread.currentThread());
                    return camel.add(body);
                });
                await().atMost(20, TimeUnit.SECONDS)
                        .until(() -> sender.get() != null
                                && Arrays.stream(sender.get().getStackTrace())
                                        .anyMatch(frame -> frame.getMethodName().equals(method)));
                stopped.stop(camel);
                assertThat(failure(sent.get(30, TimeUnit.SECONDS))).isInstanceOf(Cielo24TransportException.class);
                if (stopped == Stopped.CONTEXT) {
                    return;
                }
                camel.context().getComponent("cielo24").start();
            }
        }
    }

    @Test
    void ofAComponentThatIsStopped() throws Exception {
        try (RawService service = RawService.start(OwnTask::added);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            OwnTask.assertAdded(camel.add(URL), JOB);
            camel.context().getComponent("cielo24").stop();

            assertThat(failure(camel.add(URL))).isInstanceOf(Cielo24TransportException.class);
            assertThat(failure(camel.add(new byte[10]))).isInstanceOf(Cielo24TransportException.class);
        }
    }

    private enum Excess {
        ONE_MORE(1),
        MANY_MORE(1_000_000),
        /** Less than -1. */
        NEGATIVE(Integer.MIN_VALUE);

        private final int more;

        Excess(int more) {
            this.more = more;
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAStreamThatGivesMoreThanItWasAskedFor(Excess excess) throws Exception {
        try (RawService service = RawService.start(OwnTask::added);
                Cielo24Camel camel = ofOneConnection(service)) {
            for (int length : new int[] {1, 100, 1_000_000}) {
                assertThat(failure(camel.add(
                                "cielo24:addMedia",
                                new Excessive(excess.more),
                                Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.CONTENT_LENGTH, length))))
                        .isInstanceOf(Cielo24TransportException.class);
            }
            failure(camel.add(
                    "cielo24:addMedia?maxUploadSize=1000000", new Excessive(excess.more), OwnTask.headers(JOB)));
            OwnTask.assertAdded(camel.add(URL), JOB);
        }
    }

    @Test
    void ofAStreamCacheWhoseLengthThrows() throws Exception {
        assertTransportFailureOf(new TestCache(new byte[100]) {
            @Override
            public long length() {
                throw new IllegalStateException("not my day");
            }
        });
    }

    @Test
    void ofAStreamCacheWhoseResetThrows() throws Exception {
        assertTransportFailureOf(new TestCache(new byte[100]) {
            @Override
            public void reset() {
                throw new IllegalStateException("not my day");
            }
        });
    }

    private static void assertTransportFailureOf(TestCache cache) throws Exception {
        try (RawService service = RawService.start(OwnTask::added);
                Cielo24Camel camel = ofOneConnection(service)) {
            assertThat(failure(camel.add(cache))).isInstanceOf(Cielo24TransportException.class);
            OwnTask.assertAdded(camel.add(URL), JOB);
        }
    }

    /** Whether it is of use or refused: one or the other. */
    static Stream<Map.Entry<String, Object>> oddHeaders() {
        List<Object> odd = new ArrayList<>(List.of(
                JOB.getBytes(),
                new byte[] {(byte) 0xff, 0},
                List.of(JOB),
                List.of(),
                Map.of("a", 1),
                new String[] {JOB},
                new Object[0],
                1,
                1.5,
                true,
                new Throwing(),
                List.of(new Throwing()),
                InputStream.nullInputStream()));
        return Stream.of(
                        Cielo24Constants.JOB_ID,
                        Cielo24Constants.MEDIA_URL,
                        Cielo24Constants.ALLOW_DUPLICATE,
                        Cielo24Constants.CONTENT_LENGTH,
                        Cielo24Constants.EXTERNAL_ID,
                        Cielo24Constants.JOB_NAME,
                        Cielo24Constants.EXPECTED_SPEAKERS)
                .flatMap(header -> odd.stream().map(value -> Map.entry(header, value)));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("oddHeaders")
    void ofHeadersOfOddTypes(Map.Entry<String, Object> header) throws Exception {
        try (RawService service = RawService.start(peer -> {
                    peer.readBody();
                    peer.answer(200, "{\"TaskId\":\"1\",\"JobId\":\"1\",\"ActiveJobs\":[]}");
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            for (String operation : List.of("addMedia", "createJob", "findJob", "jobInfo", "addEmbeddedMedia")) {
                Map<String, Object> headers = new HashMap<>();
                headers.put(Cielo24Constants.JOB_ID, JOB);
                headers.put(header.getKey(), header.getValue());
                Object body = operation.equals("addMedia") ? InputStream.nullInputStream() : URL;
                Exchange exchange = camel.add("cielo24:" + operation, body, headers);
                if (exchange.getException() != null) {
                    failure(exchange);
                }
            }
        }
    }

    @Test
    void ofABodyWhoseTextThrows() throws Exception {
        try (RawService service = RawService.start(OwnTask::added);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            for (Object body : new Object[] {new Throwing(), List.of(new Throwing()), Map.of("a", new Throwing())}) {
                assertThat(failure(camel.add(body))).isInstanceOf(Cielo24InvalidRequestException.class);
            }
            assertThat(service.heads()).isEmpty();
        }
    }

    private static Cielo24Camel ofOneConnection(RawService service) throws Exception {
        return Cielo24Camel.to(service.baseUrl(), component -> {
            component.setConnectionsPerRoute(1);
            component.setConnectionRequestTimeout(10_000);
        });
    }

    private static final class Excessive extends InputStream {

        private final int more;

        Excessive(int more) {
            this.more = more;
        }

        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            return length + more;
        }
    }

    private static final class Throwing {

        @Override
        public String toString() {
            throw new IllegalStateException("not my day");
        }
    }
}
