package com.cielo24.simulator;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FaultsOverHttpTest extends SimulatorTest {

    @Test
    void misbehavesAsOftenAsTold() throws Exception {
        assertThat(send("POST", "{\"fault\":\"status\",\"code\":503,\"retryAfter\":1,\"times\":2}")
                        .statusCode())
                .isEqualTo(200);

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> answer = post(target(), bytes(10));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        }
        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheMediaOfWhatItAnswersWithAStatusWhereToldSo() throws Exception {
        send("POST", "{\"fault\":\"status\",\"code\":500,\"kept\":true}");

        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(500);
        assertThat(simulator.media(job)).isPresent();
    }

    @Test
    void misbehavesForOneJob() throws Exception {
        send("POST", "{\"fault\":\"emptyOk\",\"jobId\":\"" + job + "\"}");

        assertThat(post(target(Cielo24Simulator.newJobId()), bytes(10)).body()).contains("TaskId");
        assertThat(post(target(), bytes(10)).body()).isEqualTo("{}");
    }

    @Test
    void misbehavesAlwaysUntilCleared() throws Exception {
        send("POST", "{\"fault\":\"status\",\"code\":500,\"always\":true}");
        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(500);
        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(500);

        assertThat(send("DELETE", "").statusCode()).isEqualTo(200);

        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("{'fault':'status','code':502}", Fault.status(502)),
                arguments("{'fault':'status','code':429,'retryAfter':9}", Fault.status(429, 9)),
                arguments(
                        "{'fault':'status','code':500,'kept':true}",
                        Fault.status(500).kept(true)),
                arguments(
                        "{'fault':'status','code':503,'retryAfter':9,'kept':true}",
                        Fault.status(503, 9).kept(true)),
                arguments("{'fault':'garbage'}", Fault.garbage()),
                arguments("{'fault':'garbage','kept':true}", Fault.garbage().kept(true)),
                arguments("{'fault':'emptyOk'}", Fault.emptyOk()),
                arguments("{'fault':'emptyOk','kept':true}", Fault.emptyOk().kept(true)),
                arguments("{'fault':'answerLate','delayMillis':50}", new Fault.AnswerLate(Duration.ofMillis(50))),
                arguments(
                        "{'fault':'status','code':307,'location':'http://h/','body':'x'}",
                        new Fault.Status(307, Map.of("Content-Type", "text/html", "Location", "http://h/"), "x")),
                arguments("{'fault':'cutOffAnswer','afterBytes':20}", new Fault.CutOffAnswer(20)),
                arguments("{'fault':'trickledAnswer','bytesPerSecond':500}", new Fault.TrickledAnswer(500)),
                arguments("{'fault':'neverAnswer'}", new Fault.NeverAnswer()),
                arguments(
                        "{'fault':'answerEarly','code':400,'errorType':'A','errorComment':'b'}",
                        new Fault.AnswerEarly(400, "A", "b")),
                arguments("{'fault':'dropBeforeBody'}", new Fault.DropBeforeBody()),
                arguments("{'fault':'dropDuringBody','afterBytes':1000000}", new Fault.DropDuringBody(1_000_000)),
                arguments("{'fault':'dropAfterBody'}", new Fault.DropAfterBody(false)),
                arguments("{'fault':'dropAfterBody','kept':true}", new Fault.DropAfterBody(true)),
                arguments("{'fault':'stopReading','afterBytes':0}", new Fault.StopReading(0)),
                arguments("{'fault':'slowReading','bytesPerSecond':1}", new Fault.SlowReading(1)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void knowsEveryFault(String json, Fault fault) {
        assertThat(FaultRequest.parse(json.replace('\'', '"')).fault()).isEqualTo(fault);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{'fault':'explode'}",
                "{'fault':'status'}",
                "{'fault':'status','code':'503'}",
                "{'fault':'status','code':42}",
                "{'fault':'status','code':500,'kept':'yes'}",
                "{'fault':'dropDuringBody'}",
                "{'fault':'dropDuringBody','afterBytes':-1}",
                "{'fault':'dropAfterBody','kept':1}",
                "{'fault':'cutOffAnswer'}",
                "{'fault':'trickledAnswer','bytesPerSecond':0}",
                "{'fault':'status','code':307,'location':'a\\nb'}",
                "{'fault':'garbage','times':0}",
                "{'fault':'garbage','afterbytes':1}",
                "{'fault':'garbage','always':true,'times':3}"
            })
    void refusesWhatItDoesNotKnowAndListsWhatItDoes(String json) throws Exception {
        HttpResponse<String> answer = send("POST", json.replace('\'', '"'));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Not understood: ", "dropDuringBody", "afterBytes", "answerEarly");
        assertThat(post(target(), bytes(10)).statusCode()).isEqualTo(200);
    }

    @Test
    void cutsItsAnswerOff() throws Exception {
        send("POST", "{\"fault\":\"cutOffAnswer\",\"afterBytes\":20}");
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 5")
                    .body("hello");

            assertThat(connection.answer()).isEqualTo("HTTP/1.1 200 OK\r\nDat");
        }
        assertThat(simulator.media(job)).isPresent();
    }

    @Test
    void letsItsAnswerTrickle() throws Exception {
        send("POST", "{\"fault\":\"trickledAnswer\",\"bytesPerSecond\":500}");
        long begun = System.nanoTime();
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 5")
                    .body("hello");

            assertThat(connection.answer()).startsWith("HTTP/1.1 200 OK").contains("TaskId");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void sendsTheClientElsewhere() throws Exception {
        send("POST", "{\"fault\":\"status\",\"code\":307,\"location\":\"http://h/\"}");
        try (RawConnection connection = connect()) {
            connection
                    .head("POST " + target() + " HTTP/1.1", "Content-Length: 5")
                    .body("hello");

            assertThat(connection.answer()).startsWith("HTTP/1.1 307 ").contains("\r\nLocation: http://h/\r\n");
        }
    }

    @Test
    void saysHowToUseIt() throws Exception {
        HttpResponse<String> answer = send("PUT", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("POST", "GET", "DELETE", "neverAnswer");
    }

    @Test
    void listsPendingFaults() throws Exception {
        send("POST", "{\"fault\":\"garbage\",\"times\":2}");
        send("POST", "{\"fault\":\"dropBeforeBody\",\"jobId\":\"" + job + "\"}");
        send("POST", "{\"fault\":\"neverAnswer\",\"path\":\"/api/account/login\"}");
        send("POST", "{\"fault\":\"status\",\"code\":503,\"always\":true}");
        post(target(Cielo24Simulator.newJobId()), bytes(10));

        JsonNode pending = Json.read(get("/simulator/faults").body());

        assertThat(pending)
                .extracting(JsonNode::asText)
                .satisfiesExactly(
                        login -> assertThat(login).startsWith("/api/account/login: NeverAnswer"),
                        ofJob -> assertThat(ofJob).startsWith("job " + job + ": DropBeforeBody"),
                        next -> assertThat(next).startsWith("next: Status[code=200"),
                        always -> assertThat(always).startsWith("always: Status[code=503"));
        send("DELETE", "");
        assertThat(get("/simulator/faults").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'fault':'garbage','path':'/api/acount/login'}",
                "{'fault':'garbage','path':'/simulator/media'}",
                "{'fault':'garbage','jobId':'lecture'}",
                "{'fault':'garbage','jobId':''}"
            })
    void refusesAFaultThatCanNeverApply(String json) throws Exception {
        assertThat(send("POST", json.replace('\'', '"')).statusCode()).isEqualTo(400);
        assertThat(simulator.faults().pending()).isEmpty();
    }

    private HttpResponse<String> send(String method, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/simulator/faults"))
                .method(method, BodyPublishers.ofString(json))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
