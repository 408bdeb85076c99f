package com.cielo24.camel;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes behind an answer is no answer to the next request. */
@Timeout(600)
class SurplusAnswersTest {

    private static final int EXCHANGES = 200;

    enum Wire {
        CLEAR_TEXT(null),
        TLS_1_2("TLSv1.2"),
        TLS_1_3("TLSv1.3");

        private final String protocol;

        Wire(String protocol) {
            this.protocol = protocol;
        }

        Cielo24Camel camel(RawService service, TestTls tls) throws Exception {
            return Cielo24Camel.to(service.baseUrl(), component -> {
                if (protocol != null) {
                    SSLContextParameters parameters = tls.client();
                    SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
                    protocols.setSecureSocketProtocol(List.of(protocol));
                    parameters.setSecureSocketProtocols(protocols);
                    component.setSslContextParameters(parameters);
                }
                component.getConfiguration().setResponseTimeout(20_000);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoAnswersAtOnce(Wire wire) throws Exception {
        assertEachGetsItsOwn(wire, (peer, answer) -> peer.send(answer + answer), 1);
    }

    /** It is here when the next exchange takes the connection. */
    @ParameterizedTest
    @EnumSource
    void anotherAnswerWhileTheConnectionIsIdle(Wire wire) throws Exception {
        Random random = new Random(24);
        assertEachGetsItsOwn(
                wire,
                (peer, answer) -> {
                    peer.send(answer);
                    Thread.sleep(5 + random.nextInt(46));
                    peer.send(answer);
                },
                8);
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutBehindTheAnswer(Wire wire) throws Exception {
        String timeout = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        assertEachGetsItsOwn(wire, (peer, answer) -> peer.send(answer + timeout), 1);
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutWhileTheConnectionIsIdle(Wire wire) throws Exception {
        String timeout = "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        assertEachGetsItsOwn(
                wire,
                (peer, answer) -> {
                    peer.send(answer);
                    Thread.sleep(10);
                    peer.send(timeout);
                },
                8);
    }

    @ParameterizedTest
    @EnumSource
    void aSingleByteBehindTheAnswer(Wire wire) throws Exception {
        assertEachGetsItsOwn(wire, (peer, answer) -> peer.send(answer + "x"), 1);
    }

    private interface Misbehaviour {
        void answer(RawService.Peer peer, String answer) throws IOException, InterruptedException;
    }

    /**
     * @param every how many exchanges there are to one that is answered so
     */
    private static void assertEachGetsItsOwn(Wire wire, Misbehaviour misbehaviour, int every) throws Exception {
        TestTls tls = TestTls.forHost("localhost");
        AtomicInteger requests = new AtomicInteger();
        Semaphore answered = new Semaphore(0);
        try (RawService service = RawService.start(wire == Wire.CLEAR_TEXT ? null : tls.server(), peer -> {
                    peer.readBody();
                    String body = OwnTask.json(OwnTask.jobOf(peer));
                    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
                    try {
                        if (requests.getAndIncrement() % every == 0) {
                            misbehaviour.answer(peer, answer);
                        } else {
                            peer.send(answer);
                        }
                    } finally {
                        answered.release();
                    }
                });
                Cielo24Camel camel = wire.camel(service, tls)) {
            for (int i = 0; i < EXCHANGES; i++) {
                String job = OwnTask.job(i);
                Object body = i % 2 == 0 ? "https://media.example.com/a.mp4" : new byte[1_000];
                OwnTask.assertAdded(camel.add("cielo24:addMedia", body, OwnTask.headers(job)), job);
                // whatever comes behind the answer has come
                assertThat(answered.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(requests).hasValue(EXCHANGES);
        }
    }
}
