package com.cielo24.camel;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24TransportException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** An {@link Error} ends the exchange that threw it, and nothing else. */
@Timeout(600)
class ErrorsTest {

    private static final int LENGTH = 300_000;

    private enum Thrown {
        OUT_OF_MEMORY(() -> new OutOfMemoryError("of the test")),
        STACK_OVERFLOW(() -> new StackOverflowError("of the test")),
        ASSERTION(() -> new AssertionError("of the test")),
        NO_CLASS(() -> new NoClassDefFoundError("of the test"));

        private final Supplier<Error> error;

        Thrown(Supplier<Error> error) {
            this.error = error;
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofAStreamOfKnownLength(Thrown thrown) throws Exception {
        assertOthersAreServed(new ThrowingStream(thrown.error, LENGTH / 2), LENGTH);
    }

    /** Before its first byte, when the request's head waits in a buffer. */
    @ParameterizedTest
    @EnumSource
    void ofTheFirstRead(Thrown thrown) throws Exception {
        assertOthersAreServed(new ThrowingStream(thrown.error, 0), LENGTH);
    }

    @ParameterizedTest
    @EnumSource
    void ofAStreamThatIsSpooled(Thrown thrown) throws Exception {
        assertOthersAreServed(new ThrowingStream(thrown.error, LENGTH / 2), null);
    }

    @ParameterizedTest
    @EnumSource
    void ofAStreamCache(Thrown thrown) throws Exception {
        assertOthersAreServed(new ThrowingCache(thrown.error, LENGTH), null);
    }

    @ParameterizedTest
    @EnumSource
    void ofAStreamCacheThatIsSpooled(Thrown thrown) throws Exception {
        assertOthersAreServed(new ThrowingCache(thrown.error, 0), null);
    }

    @ParameterizedTest
    @EnumSource
    void ofACloseAfterTheUpload(Thrown thrown) throws Exception {
        assertOthersAreServed(new ClosingStream(thrown.error), LENGTH);
        assertOthersAreServed(new ClosingStream(thrown.error), null);
    }

    private static void assertOthersAreServed(InputStream body, Integer length) throws Exception {
        try (RawService service = RawService.start(ErrorsTest::serve);
                Cielo24Camel camel = ofOneConnection(service)) {
            Map<String, Object> headers = new HashMap<>(OwnTask.headers(OwnTask.job(0)));
            if (length != null) {
                headers.put(Cielo24Constants.CONTENT_LENGTH, length);
            }
            Throwable end = end(camel, body, headers);
            if (!(body instanceof ClosingStream)) {
                assertThat(end).isNotNull();
            }
            if (end != null) {
                assertThat(end instanceof Cielo24Exception || end instanceof Error)
                        .as("one of the four outcomes, or an error: " + end)
                        .isTrue();
            }
            assertOthersAreServed(camel);
        }
    }

    private static Throwable end(Cielo24Camel camel, InputStream body, Map<String, Object> headers) {
        try {
            Exception end = camel.add("cielo24:addMedia", body, headers).getException();
            return end != null && end.getCause() instanceof Error error ? error : end;
        } catch (Error e) {
            return e;
        }
    }

    /** JUnit itself gives up where an {@link OutOfMemoryError} leaves a test. */
    private static Exchange send(Cielo24Camel camel, String uri, Object body, String job) {
        try {
            return camel.add(uri, body, OwnTask.headers(job));
        } catch (OutOfMemoryError e) {
            throw new AssertionError("left the endpoint: " + e, e);
        }
    }

    /** The next ones, through the one place of the pool; and a stall is still noticed. */
    private static void assertOthersAreServed(Cielo24Camel camel) {
        for (int i = 1; i <= 10; i++) {
            String job = OwnTask.job(i);
            Object next = i % 2 == 0 ? "https://media.example.com/a.mp4" : new byte[10_000];
            OwnTask.assertAdded(send(camel, "cielo24:addMedia", next, job), job);
        }
        Exchange stalled =
                send(camel, "cielo24:addMedia?stallTimeout=500", new byte[64 * 1024 * 1024], OwnTask.job(0xdead));
        assertThat(failure(stalled))
                .isInstanceOf(Cielo24TransportException.class)
                .hasMessageContaining("stallTimeout");
    }

    private static void serve(RawService.Peer peer) throws IOException, InterruptedException {
        if (OwnTask.jobOf(peer).equals(OwnTask.job(0xdead))) {
            peer.hold();
        }
        long length = peer.contentLength();
        if (peer.read(length) < length) {
            peer.reset();
            return;
        }
        OwnTask.added(peer);
    }

    private static Cielo24Camel ofOneConnection(RawService service) throws Exception {
        return Cielo24Camel.to(service.baseUrl(), component -> {
            component.setConnectionsPerRoute(1);
            component.setConnectionRequestTimeout(10_000);
        });
    }

    @ParameterizedTest
    @EnumSource
    void ofAnEventNotifierChangesNoOutcome(Thrown thrown) throws Exception {
        try (RawService service = RawService.start(ErrorsTest::serve);
                Cielo24Camel camel = ofOneConnection(service)) {
            camel.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {
                    if (event instanceof UploadEvent) {
                        throw thrown.error.get();
                    }
                }
            });
            assertOthersAreServed(camel);
        }
    }

    /** As {@code isEnabled} is called for each event, too. */
    @Test
    void ofAnEventNotifierThatIsAskedChangesNoOutcome() throws Exception {
        try (RawService service = RawService.start(ErrorsTest::serve);
                Cielo24Camel camel = ofOneConnection(service)) {
            camel.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
                @Override
                public void notify(CamelEvent event) {}

                @Override
                public boolean isEnabled(CamelEvent event) {
                    if (event instanceof UploadEvent) {
                        throw new NoClassDefFoundError("of the test");
                    }
                    return true;
                }
            });
            assertOthersAreServed(camel);
        }
    }

    private static final class ThrowingStream extends InputStream {

        private final Supplier<Error> error;
        private int left;

        ThrowingStream(Supplier<Error> error, int left) {
            this.error = error;
            this.left = left;
        }

        @Override
        public int read() {
            if (left-- <= 0) {
                throw error.get();
            }
            return 0;
        }
    }

    private static final class ClosingStream extends InputStream {

        private final Supplier<Error> error;
        private int left = LENGTH;

        ClosingStream(Supplier<Error> error) {
            this.error = error;
        }

        @Override
        public int read() {
            return left-- <= 0 ? -1 : 0;
        }

        @Override
        public void close() {
            throw error.get();
        }
    }

    private static final class ThrowingCache extends TestCache {

        private final Supplier<Error> error;
        private final long length;

        /**
         * @param length that it tells, or 0
         */
        ThrowingCache(Supplier<Error> error, long length) {
            super(new byte[0]);
            this.error = error;
            this.length = length;
        }

        @Override
        public int read() {
            throw error.get();
        }

        @Override
        public int read(byte[] bytes, int offset, int size) {
            throw error.get();
        }

        @Override
        public long length() {
            return length;
        }
    }
}
