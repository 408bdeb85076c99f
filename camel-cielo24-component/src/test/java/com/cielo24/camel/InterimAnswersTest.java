package com.cielo24.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** Interim answers of any number and size: no stack overflows, and no exchange hangs. */
@Timeout(600)
class InterimAnswersTest {

    private static final int SIZE = 16 * 1024 * 1024;
    /** The shortest there are, so that all of them fit into a buffer. */
    private static final String SHORT_FIELDS = "A:\r\n".repeat(2_000);

    private static final String LONG_FIELDS = "Link: </style.css>; rel=preload; as=style\r\n".repeat(2_000);

    @TempDir
    Path folder;

    @ParameterizedTest(name = "tls: {0}, file: {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void oneWithThousandsOfFieldsDuringAnUpload(boolean secure, boolean file) throws Exception {
        for (String fields : new String[] {SHORT_FIELDS, LONG_FIELDS}) {
            assertNextIsServed(secure, file, peer -> {
                peer.read(1_000_000);
                peer.send("HTTP/1.1 103 x\r\n" + fields + "\r\n");
                OwnTask.added(peer);
            });
        }
    }

    @ParameterizedTest(name = "tls: {0}, file: {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void thousandsDuringAnUpload(boolean secure, boolean file) throws Exception {
        Exchange exchange = assertNextIsServed(secure, file, peer -> {
            peer.read(1_000_000);
            peer.send("HTTP/1.1 102 Processing\r\n\r\n".repeat(5_000));
            OwnTask.added(peer);
        });
        OwnTask.assertAdded(exchange, OwnTask.job(1));
    }

    @ParameterizedTest(name = "tls: {0}, file: {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void thousandsBeforeTheAnswer(boolean secure, boolean file) throws Exception {
        Exchange exchange = assertNextIsServed(secure, file, peer -> {
            peer.readBody();
            peer.send("HTTP/1.1 102 Processing\r\n\r\n".repeat(5_000));
            OwnTask.added(peer);
        });
        OwnTask.assertAdded(exchange, OwnTask.job(1));
    }

    /** One that never ends. */
    @ParameterizedTest(name = "tls: {0}, file: {1}")
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void oneWithoutAnEndDuringAnUpload(boolean secure, boolean file) throws Exception {
        assertNextIsServed(secure, file, peer -> {
            peer.read(1_000_000);
            peer.send("HTTP/1.1 103 x\r\n" + SHORT_FIELDS);
            peer.readBody();
            for (int i = 0; i < 10_000; i++) {
                peer.send(SHORT_FIELDS);
            }
        });
    }

    /** The upload ends in one of the outcomes, and the next exchange as it should. */
    private Exchange assertNextIsServed(boolean secure, boolean file, RawService.Behaviour behaviour) throws Exception {
        String job = OwnTask.job(1);
        String next = OwnTask.job(2);
        TestTls tls = TestTls.forHost("localhost");
        try (RawService service = RawService.start(secure ? tls.server() : null, peer -> {
                    if (OwnTask.jobOf(peer).equals(job)) {
                        behaviour.behave(peer);
                    } else {
                        OwnTask.added(peer);
                    }
                });
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl(), component -> {
                    component.setSslContextParameters(tls.client());
                    component.setConnectionsPerRoute(1);
                    component.getConfiguration().setResponseTimeout(20_000);
                    component.getConfiguration().setStallTimeout(20_000);
                })) {
            Exchange exchange = camel.add("cielo24:addMedia", large(file), OwnTask.headers(job));
            if (exchange.getException() != null) {
                assertThat(failure(exchange)).isNotNull();
            } else {
                OwnTask.assertAdded(exchange, job);
            }
            OwnTask.assertAdded(camel.add("cielo24:addMedia", new byte[10], OwnTask.headers(next)), next);
            return exchange;
        }
    }

    private Object large(boolean file) throws IOException {
        byte[] bytes = new byte[SIZE];
        return file ? Files.write(folder.resolve("large.mp4"), bytes) : bytes;
    }
}
