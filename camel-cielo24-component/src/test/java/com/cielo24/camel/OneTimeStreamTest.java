package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A stream that was begun is never sent again from where it stands: the rest of a recording would become the one piece of
 * media of its job.
 */
class OneTimeStreamTest extends WithSimulator {

    private static final int LENGTH = 66_000;

    private enum Length {
        DECLARED,
        UNKNOWN;

        Map<String, Object> headers() {
            Map<String, Object> headers = new HashMap<>(Map.of(Cielo24Constants.JOB_ID, JOB));
            if (this == DECLARED) {
                headers.put(Cielo24Constants.CONTENT_LENGTH, LENGTH);
            }
            return headers;
        }

        Map<String, Object> headersOfTheRest() {
            Map<String, Object> headers = headers();
            headers.computeIfPresent(Cielo24Constants.CONTENT_LENGTH, (header, length) -> 36_000);
            return headers;
        }
    }

    private final byte[] bytes = new byte[LENGTH];
    private final List<Cielo24Exception> failures = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        new Random(3).nextBytes(bytes);
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Cielo24Exception.class)
                        .onExceptionOccurred(exchange ->
                                failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Cielo24Exception.class)))
                        .maximumRedeliveries(3)
                        .redeliveryDelay(1);
                from("direct:redelivers").streamCache("false").to("cielo24:addMedia");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedWhenItFailedOnce(Length length) {
        Exchange exchange = camel.add("direct:redelivers", new FailsOnce(bytes), length.headers());

        assertRefused(exchange);
        assertThat(failures.get(0))
                .isInstanceOf(Cielo24TransportException.class)
                .hasStackTraceContaining("not my day");
        assertThat(failures.get(1)).hasCause(failures.get(0));
    }

    /** As somebody may set the length to what is left. */
    @ParameterizedTest
    @EnumSource
    void isRefusedInAnotherExchange(Length length) {
        InputStream stream = new FailsOnce(bytes);
        Cielo24Exception first = failure(camel.add("cielo24:addMedia", stream, length.headers()));

        Exchange exchange = camel.add("cielo24:addMedia", stream, length.headersOfTheRest());

        assertRefused(exchange);
        assertThat(failure(exchange)).hasCause(first);
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedAfterARefusalOfTheService(Length length) {
        service.faults().next(Fault.status(429));

        Exchange exchange = camel.add("direct:redelivers", new ByteArrayInputStream(bytes), length.headers());

        assertRefused(exchange);
        assertThat(failures.get(0)).isInstanceOf(Cielo24ServiceException.class);
        assertThat(failures.get(1)).hasCause(failures.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void isNotSentAgainWhenItWasAdded(Length length) {
        InputStream stream = new ByteArrayInputStream(bytes);
        assertThat(camel.add("cielo24:addMedia", stream, length.headers()).getException())
                .isNull();

        assertThat(camel.add("cielo24:addMedia", stream, otherJob(length)).getException())
                .isInstanceOf(Cielo24Exception.class);
        assertThat(service.media()).hasSize(1);
    }

    /** As a server does that has one stream for all requests of a connection. */
    @ParameterizedTest
    @EnumSource
    void isAddedAgainWhenItWasFilledAnew(Length length) {
        InputStream stream = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public void close() {
                in = new ByteArrayInputStream(bytes);
            }
        };
        assertThat(camel.add("cielo24:addMedia", stream, length.headers()).getException())
                .isNull();

        assertThat(camel.add("cielo24:addMedia", stream, otherJob(length)).getException())
                .isNull();
        assertThat(service.media()).extracting(ReceivedMedia::bytes).containsExactly((long) LENGTH, (long) LENGTH);
    }

    private static Map<String, Object> otherJob(Length length) {
        Map<String, Object> other = length.headers();
        other.put(Cielo24Constants.JOB_ID, OwnTask.job(2));
        return other;
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedInACopyOfItsExchange(Length length) throws Exception {
        BlockingQueue<Object> ends = new LinkedBlockingQueue<>();
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .handled(true)
                        .process(exchange -> ends.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)));
                from("direct:multicast").streamCache("false").multicast().to("seda:1", "seda:2");
                for (int copy : new int[] {1, 2}) {
                    from("seda:" + copy)
                            .streamCache("false")
                            .setHeader(Cielo24Constants.JOB_ID, constant(OwnTask.job(copy)))
                            .to("cielo24:addMedia")
                            .process(exchange -> ends.add(exchange.getMessage().getBody()));
                }
            }
        });

        camel.add("direct:multicast", new ByteArrayInputStream(bytes), length.headers());

        assertThat(List.of(ends.poll(60, TimeUnit.SECONDS), ends.poll(60, TimeUnit.SECONDS)))
                .hasAtLeastOneElementOfType(Cielo24Exception.class)
                .hasAtLeastOneElementOfType(String.class);
        assertThat(service.media()).singleElement().satisfies(media -> assertThat(media.bytes())
                .isEqualTo(LENGTH));
    }

    /** What refuses the job id has not looked at the stream. */
    @ParameterizedTest
    @EnumSource
    void isSentAgainWhereItWasNotBegun(Length length) {
        InputStream stream = new ByteArrayInputStream(bytes);
        Map<String, Object> wrong = length.headers();
        wrong.put(Cielo24Constants.JOB_ID, "no job");
        assertThat(failure(camel.add("cielo24:addMedia", stream, wrong)))
                .isInstanceOf(Cielo24InvalidRequestException.class);

        assertThat(camel.add("cielo24:addMedia", stream, length.headers()).getException())
                .isNull();
        assertThat(service.media(JOB).orElseThrow().bytes()).isEqualTo(LENGTH);
    }

    @Test
    void isClosedAtTheEndOfAnExchangeThatNeverReadIt() throws Exception {
        service.close();
        List<String> seen = new CopyOnWriteArrayList<>();
        InputStream stream = new ByteArrayInputStream(bytes) {
            @Override
            public void close() {
                seen.add("closed after " + failures.size() + " attempts");
            }
        };

        Exchange exchange = camel.add("direct:redelivers", stream, Length.DECLARED.headers());

        assertThat(failure(exchange)).isInstanceOf(Cielo24TransportException.class);
        await().untilAsserted(() -> assertThat(seen).isNotEmpty().containsOnly("closed after 4 attempts"));
    }

    @ParameterizedTest
    @EnumSource
    void isNotKept(Length length) {
        WeakReference<InputStream> failed = sent(new FailsOnce(bytes), length);
        WeakReference<InputStream> added = sent(new ByteArrayInputStream(bytes), length);

        await().until(() -> {
            System.gc();
            return failed.get() == null && added.get() == null;
        });
    }

    private WeakReference<InputStream> sent(InputStream stream, Length length) {
        camel.add("cielo24:addMedia", stream, length.headers());
        return new WeakReference<>(stream);
    }

    private void assertRefused(Exchange exchange) {
        assertThat(failure(exchange))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining("stream caching")
                .hasMessageContaining("java.io.File");
        assertThat(failure(exchange).isRetryable()).isFalse();
        assertThat(service.media()).isEmpty();
    }

    /** And {@code close} does nothing to it. */
    private static final class FailsOnce extends ByteArrayInputStream {

        private boolean failed;

        FailsOnce(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (!failed && pos == 30_000) {
                failed = true;
                throw new IllegalStateException("not my day");
            }
            return super.read(buffer, offset, failed ? length : Math.min(length, 30_000 - pos));
        }
    }
}
