package com.cielo24.examples.outcome;

import java.time.Duration;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddMediaRedeliveryTest {

    private static final String JOB = "64bea283eff6475ea6596027a6ba0929";

    private final AddMediaRedelivery redelivery =
            new AddMediaRedelivery(3, Duration.ofSeconds(1), Duration.ofSeconds(3));
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongestAndThenNoMore() {
        Exception broken = new Cielo24TransportException(JOB, "broken", null);

        assertThat(after(broken)).isEqualTo(Duration.ofSeconds(1));
        assertThat(after(broken)).isEqualTo(Duration.ofSeconds(2));
        assertThat(after(broken)).isEqualTo(Duration.ofSeconds(3));
        assertThat(after(broken)).isNull();
        assertThat(AddMediaRedelivery.failedAttempts(exchange)).isEqualTo(4);
    }

    static Stream<Exception> failuresThatAsk() {
        Duration time = Duration.ofSeconds(42);
        return Stream.of(
                busy(time),
                new Cielo24UnknownOutcomeException(JOB, "HTTP 503", null, time),
                new Cielo24TransportException(JOB, "logins are paused", null, time));
    }

    @ParameterizedTest
    @MethodSource("failuresThatAsk")
    void waitsAsLongAsTheFailureAsksAndTellsCamel(Exception failure) {
        assertThat(after(failure)).isEqualTo(Duration.ofSeconds(42));
        assertThat(exchange.getIn().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(42_000L);
    }

    @Test
    void goesBackToTheBackoffWhenTheServiceAsksForNothing() {
        after(busy(Duration.ofSeconds(42)));

        assertThat(after(busy(null))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void waitsForNoServiceLongerThanTenMinutes() {
        assertThat(after(busy(Duration.ofDays(1)))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void countsAndSchedulesNothingThatCannotHelp() {
        assertThat(after(new Cielo24InvalidRequestException(JOB, "empty"))).isNull();
        assertThat(AddMediaRedelivery.failedAttempts(exchange)).isZero();
    }

    private Duration after(Exception cause) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, cause);
        return redelivery.schedule(exchange).orElse(null);
    }

    private static Exception busy(Duration retryAfter) {
        return Cielo24ServiceException.of(JOB, 429, null, null, retryAfter);
    }
}
