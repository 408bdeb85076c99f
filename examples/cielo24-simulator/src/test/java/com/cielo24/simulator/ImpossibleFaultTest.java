package com.cielo24.simulator;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A fault that cannot happen is refused where it is given, rather than silently never seen. */
class ImpossibleFaultTest extends SimulatorTest {
    private static final Fault DROP = new Fault.DropBeforeBody();

    static Stream<Arguments> faults() {
        return Stream.of(
                impossible("a negative number of bytes to drop after", () -> new Fault.DropDuringBody(-1)),
                impossible("a negative number of bytes to stop after", () -> new Fault.StopReading(-1)),
                impossible("a negative number of bytes to cut off after", () -> new Fault.CutOffAnswer(-1)),
                impossible("no rate", () -> new Fault.TrickledAnswer(0)),
                impossible("no delay", () -> new Fault.AnswerLate(null)),
                impossible("a negative delay", () -> new Fault.AnswerLate(Duration.ofMillis(-1))),
                impossible("a delay beyond the clock", () -> new Fault.AnswerLate(Duration.ofDays(200_000))),
                impossible("a negative delay of a callback", () -> new Fault.CallbackLate(Duration.ofMillis(-1))),
                impossible("no delay of an overdue job", () -> new Fault.Overdue(null)),
                impossible("a callback that is sent once", () -> new Fault.CallbackRepeated(1)),
                impossible("status 7", () -> Fault.status(7)),
                impossible("status 100", () -> Fault.status(100)),
                impossible("status 600", () -> Fault.status(600)),
                impossible("status 99999", () -> new Fault.AnswerEarly(99_999, "A", "b")),
                impossible("no error type", () -> new Fault.AnswerEarly(400, null, "b")),
                impossible("no error comment", () -> new Fault.AnswerEarly(400, "A", null)),
                impossible("no body", () -> new Fault.Status(500, Map.of(), null)),
                impossible("no headers", () -> new Fault.Status(500, null, "")),
                impossible("a negative Retry-After", () -> Fault.status(503, -1)),
                impossible("a header of two lines", () -> Fault.redirect(302, "http://h/\r\nX: y")),
                impossible("a header that is no name", () -> new Fault.Status(500, Map.of("a b", "c"), "")),
                impossible("a header without a name", () -> new Fault.Status(500, Map.of("", "c"), "")));
    }

    private static Arguments impossible(String what, ThrowingCallable fault) {
        return arguments(what, fault);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void refusesToBeMade(String what, ThrowingCallable fault) {
        assertThatThrownBy(fault).isInstanceOf(IllegalArgumentException.class).hasMessageMatching("[a-zA-Z -].*");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void refusesToBeMetByNoRequest(int times) {
        Faults faults = simulator.faults();

        assertThatThrownBy(() -> faults.next(DROP, times)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.forJob(job, DROP, times)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.forCall("/api/job/list", DROP, times))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(faults.pending()).isEmpty();
    }

    @Test
    void refusesNoFaultAtAll() {
        Faults faults = simulator.faults();

        assertThatThrownBy(() -> faults.next(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.forJob(job, null, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.forCall("/api/job/list", null, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.always(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> faults.sometimes(1, 1, DROP, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAFaultOfAnOrderWhereNothingIsOrdered() {
        Faults faults = simulator.faults();
        Fault ofOrder = new Fault.CallbackLost();

        assertThatThrownBy(() -> faults.forJob(job, ofOrder, 1)).hasMessageContaining("next orders");
        assertThatThrownBy(() -> faults.always(ofOrder)).hasMessageContaining("next orders");
        assertThatThrownBy(() -> faults.sometimes(1, 1, ofOrder)).hasMessageContaining("next orders");
        assertThatThrownBy(() -> faults.forCall("/api/job/list", ofOrder, 1))
                .hasMessageContaining("/api/job/perform_transcription only");
        assertThatThrownBy(() -> faults.sometimesForCall("/api/job/list", 1, 1, ofOrder))
                .hasMessageContaining("/api/job/perform_transcription only");
        assertThatThrownBy(() -> faults.sometimesForCall("/api/job/nothing", 1, 1, DROP))
                .hasMessageContaining("no such call");
        assertThat(faults.pending()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "0123456789012345678901234567890123456789"})
    void refusesAJobThatCannotExist(String jobId) {
        assertThatThrownBy(() -> simulator.faults().forJob(jobId, DROP, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 hex digits");
    }

    @Test
    void takesTheShortIdOfAJobThatWasGiven() throws Exception {
        simulator.close();
        simulator = Cielo24Simulator.builder().jobs(List.of("abc")).start();

        simulator.faults().forJob("ABC", Fault.status(503), 1);

        assertThat(get(target("abc", "http://h/a")).statusCode()).isEqualTo(503);
    }

    @Test
    void doesNotComeToAnUnknownCall() throws Exception {
        simulator.faults().next(Fault.status(503));

        assertThat(get("/api/job/add_mediaXYZ?v=1").statusCode()).isEqualTo(404);
        assertThat(get("/api/job/add_media/?v=1").statusCode()).isEqualTo(404);

        assertThat(get(target(job, "http://h/a")).statusCode()).isEqualTo(503);
    }

    @Test
    void comesToAddMediaUrl() throws Exception {
        simulator.faults().next(Fault.status(503));

        assertThat(get(target(job, "http://h/a").replace("add_media?", "add_media_url?"))
                        .statusCode())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(longs = {-5_000, 200_000L * 24 * 3600 * 1000})
    void refusesAnOutageThatCannotBe(long millis) {
        assertThatThrownBy(() -> simulator.outage(Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outage");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'fault':'status','code':500,'body':{'a':1}}",
                "{'fault':'status','code':500,'body':null}",
                "{'fault':'status','code':307,'location':7}",
                "{'fault':'answerEarly','code':400,'errorType':7}",
                "{'fault':'answerEarly','code':400,'errorComment':[]}",
                "{'fault':'garbage'} and more",
                "{'fault':'garbage'}{'fault':'garbage'}",
                "{'fault':'garbage','jobId':123}",
                "{'fault':'garbage','jobId':'123'}",
                "{'fault':'garbage','jobId':'01234567890123456789012345678901234567890123456789012345678901234567890123456789'}",
                "{'fault':'garbage','path':7}",
                "{'fault':'callbackLost','path':'/api/job/list'}",
                "{'fault':'callbackLost','always':true}",
                "{'fault':'callbackRepeated'}",
                "{'fault':'callbackLate'}",
                "{'fault':'answerLate','delayMillis':9000000000000}"
            })
    void refusesToBeMadeByHttp(String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/simulator/faults"))
                .POST(BodyPublishers.ofString(json.replace('\'', '"')))
                .build();

        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("Not understood: ");
        assertThat(simulator.faults().pending()).isEmpty();
    }
}
