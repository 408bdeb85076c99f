package com.cielo24.camel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A service that answers 5xx may have taken the media, or not: sent again, it tells.
 */
class FiveHundredTest extends WithSimulator {

    static Stream<Arguments> statusesAndMedia() {
        return IntStream.of(500, 502, 503, 504, 520).boxed().flatMap(status -> Stream.of(
                        new byte[100_000], "https://example.com/video.mp4")
                .map(media -> arguments(status, media)));
    }

    @ParameterizedTest
    @MethodSource("statusesAndMedia")
    void isRefusedTheSecondTimeWhereTheServiceHadKeptTheMedia(int status, Object media) {
        service.faults().next(Fault.status(status, 7).kept(true));

        assertUnknown(camel.add(media), status);
        List<ReceivedMedia> kept = service.media();
        assertThat(kept).hasSize(1);

        Cielo24Exception refusal = failure(camel.add(media));
        assertThat(refusal).isInstanceOf(Cielo24ServiceException.class).hasMessageContaining("already has media");
        assertThat(refusal.isRetryable()).isFalse();
        assertThat(service.media()).isEqualTo(kept);
    }

    @ParameterizedTest
    @MethodSource("statusesAndMedia")
    void isAddedTheSecondTimeWhereTheServiceHadKeptNothing(int status, Object media) {
        service.faults().next(Fault.status(status, 7));

        assertUnknown(camel.add(media), status);
        assertThat(service.media()).isEmpty();

        assertThat(camel.add(media).getException()).isNull();
        assertThat(service.media(JOB)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void doesNotKnowWhetherAJobWasMade(boolean kept) {
        service.faults().forCall("/api/job/new", Fault.status(500, 7).kept(kept), 1);
        Map<String, Object> job = Map.of(Cielo24Constants.EXTERNAL_ID, "lecture-1");

        assertUnknown(camel.add("cielo24:createJob", null, job), 500);

        Exchange found = camel.add("cielo24:findJob", null, job);
        assertThat((List<?>) found.getMessage().getBody(List.class)).hasSize(kept ? 1 : 0);
    }

    /** What is asked, and not changed, ends in the same way: it is safe to ask again. */
    @Test
    void asksAgainWhatWasNotTold() {
        camel.add(new byte[1]);
        service.faults().forCall("/api/job/info", Fault.status(500, 7), 1);
        Map<String, Object> job = Map.of(Cielo24Constants.JOB_ID, JOB);

        assertUnknown(camel.add("cielo24:jobInfo", null, job), 500);
        assertThat(camel.add("cielo24:jobInfo", null, job).getException()).isNull();
    }

    private static void assertUnknown(Exchange failed, int status) {
        Cielo24Exception outcome = failure(failed);
        assertThat(outcome)
                .isInstanceOf(Cielo24UnknownOutcomeException.class)
                .hasMessageContaining("answered HTTP " + status);
        assertThat(outcome.isRetryable()).isTrue();
        assertThat(outcome.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
    }
}
