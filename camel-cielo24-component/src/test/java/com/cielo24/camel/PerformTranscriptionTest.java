package com.cielo24.camel;

import java.util.List;
import java.util.Map;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.Fidelity;
import com.cielo24.client.JobInfo;
import com.cielo24.client.Priority;
import com.cielo24.client.TranscriptionOrder;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code performTranscription} without a ledger. */
class PerformTranscriptionTest {

    private static final String PREMIUM = "cielo24:performTranscription?jobId=" + JOB + "&fidelity=PREMIUM";
    private static final String HOOK =
            "https://user:pa55word@hooks.example.com/5ec0e1d3adbeef/{job_id}?iwp={iwp_name}&x=1";

    private OrderService service;
    private Cielo24Camel camel;

    @BeforeEach
    void start() throws Exception {
        service = new OrderService();
        camel = Cielo24Camel.to(service.baseUrl(), component -> {});
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        service.close();
    }

    @Test
    void ordersWithStandardPriorityAndNothingThatWasNotAsked() {
        Exchange exchange = camel.add(PREMIUM, "body", Map.of(Cielo24Constants.TASK_ID, "of the media"));

        assertThat(exchange.getException()).isNull();
        assertThat(service.orders())
                .containsExactly(Map.of("job_id", JOB, "transcription_fidelity", "PREMIUM", "priority", "STANDARD"));
        assertThat(exchange.getMessage().getBody()).isEqualTo("body");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Cielo24Constants.JOB_ID, JOB)
                .containsEntry(Cielo24Constants.TASK_ID, "task1")
                .doesNotContainKey(Cielo24Constants.ORDERED_BEFORE);
        assertThat(service.questions()).isZero();
    }

    @Test
    void ordersWithEveryOption() {
        camel.add(
                PREMIUM + "&priority=PRIORITY&turnaroundHours=12&targetLanguages=es, fr&callbackUrl=RAW(" + HOOK
                        + ")&options=RAW({\"speaker_id\":true,\"notes\":\"a&b\"})",
                null,
                Map.of());

        assertThat(service.orders())
                .containsExactly(Map.of(
                        "job_id", JOB,
                        "transcription_fidelity", "PREMIUM",
                        "priority", "PRIORITY",
                        "turnaround_hours", "12",
                        "target_language", "es,fr",
                        "callback_url", HOOK,
                        "options", "{\"notes\":\"a&b\",\"return_iwp\":[\"FINAL\"],\"speaker_id\":true}"));
    }

    @Test
    void aHeaderOverridesEachOption() {
        Exchange exchange = camel.add(
                PREMIUM + "&turnaroundHours=12&targetLanguages=es&callbackUrl=http://a/b&options={}",
                null,
                Map.of(
                        Cielo24Constants.FIDELITY,
                        "professional",
                        Cielo24Constants.PRIORITY,
                        Priority.PRIORITY,
                        Cielo24Constants.TURNAROUND_HOURS,
                        "24",
                        Cielo24Constants.TARGET_LANGUAGES,
                        "de",
                        Cielo24Constants.CALLBACK_URL,
                        HOOK,
                        Cielo24Constants.OPTIONS,
                        Map.of("return_iwp", List.of("PREMIUM", "FINAL"))));

        assertThat(service.orders())
                .containsExactly(Map.of(
                        "job_id", JOB,
                        "transcription_fidelity", "PROFESSIONAL",
                        "priority", "PRIORITY",
                        "turnaround_hours", "24",
                        "target_language", "de",
                        "callback_url", HOOK,
                        "options", "{\"return_iwp\":[\"PREMIUM\",\"FINAL\"]}"));
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(Cielo24Constants.CALLBACK_URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?jobId=64be",
                "?fidelity=PREMIUM",
                "?jobId=xyz&fidelity=PREMIUM",
                "?jobId=64be&fidelity=PREMIUM&turnaroundHours=0",
                "?jobId=64be&fidelity=PREMIUM&targetLanguages=[es]",
                "?jobId=64be&fidelity=PREMIUM&callbackUrl=ftp://5ec0e1d3adbeef",
                "?jobId=64be&fidelity=PREMIUM&callbackUrl=5ec0e1d3adbeef",
                "?jobId=64be&fidelity=PREMIUM&options=[1]",
                "?jobId=64be&fidelity=PREMIUM&options={",
                "?jobId=64be&fidelity=PREMIUM&options={} 1",
            })
    void refusesWhatCannotBeRightBeforeAnythingIsSent(String options) {
        Cielo24Exception refused = failure(camel.add("cielo24:performTranscription" + options, null, Map.of()));

        assertThat(refused).isInstanceOf(Cielo24InvalidRequestException.class);
        assertThat(SecretsTest.stackTrace(refused)).doesNotContain("5ec0e1d3");
        assertThat(service.orders()).isEmpty();
    }

    @Test
    void refusesAFidelityThatDoesNotExist() {
        assertThat(failure(camel.add(PREMIUM, null, Map.of(Cielo24Constants.FIDELITY, "BEST"))))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining(Cielo24Constants.FIDELITY);
        assertThatThrownBy(() -> camel.context().getEndpoint("cielo24:performTranscription?fidelity=BEST"))
                .isInstanceOf(ResolveEndpointFailedException.class);
        assertThat(service.orders()).isEmpty();
    }

    @Test
    void masksTheCallbackUrlWhateverTheServiceAnswers() {
        service.answersNext(peer -> peer.answer(
                400,
                "{\"ErrorType\":\"INVALID_URL\",\"ErrorComment\":\"" + HOOK + " and /5ec0e1d3adbeef by pa55word\"}"));
        camel.context().getEndpoint(PREMIUM + "&callbackUrl=RAW(" + HOOK + ")");

        Cielo24Exception refused = failure(camel.add(PREMIUM + "&callbackUrl=RAW(" + HOOK + ")", null, Map.of()));

        assertThat(refused)
                .isInstanceOf(Cielo24ServiceException.class)
                .hasMessageContainingAll("refused the order", "INVALID_URL", "hooks.example.com");
        assertThat(SecretsTest.stackTrace(refused)).doesNotContain("5ec0e1d3", "pa55word");
        assertThat(camel.context().getEndpoints())
                .noneMatch(endpoint -> (endpoint + endpoint.getEndpointUri()).contains("5ec0e1d3"));
        assertThat(new TranscriptionOrder(Fidelity.PREMIUM, null, null, null, HOOK, null).toString())
                .doesNotContain("5ec0e1d3", "pa55word");
    }

    /** What the service knows of a job has the callback URL too. */
    @Test
    void masksTheCallbackUrlInTheTextOfAJob() {
        service.says("\"ReturnTargets\":{\"url\":[{\"callback_url\":\"" + HOOK + "\"}]}");

        JobInfo info = camel.add("cielo24:jobInfo?jobId=" + JOB, null, Map.of())
                .getMessage()
                .getBody(JobInfo.class);

        assertThat(info.other().toString()).contains("5ec0e1d3");
        assertThat(info.toString()).contains("ReturnTargets").doesNotContain("5ec0e1d3");
    }

    @Test
    void anUnknownOutcomeIsNotRetryable() {
        service.answersNext(peer -> peer.answer(503, "")).answersNext(peer -> peer.answer(200, "{}"));

        for (int attempt = 0; attempt < 2; attempt++) {
            Cielo24Exception unknown = failure(camel.add(PREMIUM, null, Map.of()));
            assertThat(unknown)
                    .isInstanceOf(Cielo24UnknownOutcomeException.class)
                    .hasMessageContaining("jobInfo");
            assertThat(unknown.isRetryable()).isFalse();
            assertThat(unknown.isOutage()).isFalse();
        }
    }

    /** Redelivery goes by the class of the exception. */
    @Test
    void redeliveryAsksBeforeItOrdersAgain() throws Exception {
        redelivering();
        service.answersNext(RawService.Peer::reset).says(OrderService.ORDERED);

        Exchange exchange = camel.add("direct:in", null, Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.ORDERED_BEFORE))
                .isEqualTo(true);
        assertThat(service.orders()).hasSize(1);
    }

    @Test
    void redeliveryOrdersAgainWhereTheJobIsCertainlyNotOrdered() throws Exception {
        redelivering();
        service.answersNext(RawService.Peer::reset);

        Exchange exchange = camel.add("direct:in", null, Map.of());

        assertThat(exchange.getMessage().getHeader(Cielo24Constants.TASK_ID)).isEqualTo("task2");
        assertThat(service.orders()).hasSize(2);
    }

    @Test
    void redeliveryDoesNotOrderAgainWhereThatIsNotCertain() throws Exception {
        redelivering();
        service.answersNext(RawService.Peer::reset).says("\"JobStatus\":\"Pending\"");

        assertThat(failure(camel.add("direct:in", null, Map.of()))).isInstanceOf(Cielo24UnknownOutcomeException.class);
        assertThat(service.orders()).hasSize(1);
        assertThat(service.questions()).isEqualTo(2);
    }

    @Test
    void anExchangeThatIsSentAgainAfterALaterFailureDoesNotOrderAgain() throws Exception {
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                        .to("direct:order");
                from("direct:order")
                        .errorHandler(noErrorHandler())
                        .to(PREMIUM)
                        .filter(header(Exchange.REDELIVERED).isNotEqualTo(true))
                        .throwException(new IllegalStateException("the first time"));
            }
        });

        assertThat(camel.add("direct:in", null, Map.of()).getException()).isNull();
        assertThat(service.orders()).hasSize(1);
    }

    private void redelivering() throws Exception {
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Cielo24UnknownOutcomeException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0);
                from("direct:in").to(PREMIUM);
            }
        });
    }
}
