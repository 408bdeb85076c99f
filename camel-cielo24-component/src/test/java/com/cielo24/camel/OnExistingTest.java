package com.cielo24.camel;

import java.util.Map;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24RetryableServiceException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code createJob?onExisting=find}: the job that has the external id is the result. */
class OnExistingTest extends WithSimulator {

    private static final String NEW = "/api/job/new";
    private static final String LIST = "/api/job/list";
    private static final String FIND = "cielo24:createJob?onExisting=find&externalId=one";

    @Test
    void createsAJobThatDoesNotExist() {
        Exchange exchange = camel.add(FIND, null, Map.of());

        assertResult(exchange, service.jobs().get(0).jobId(), true);
        assertThat(service.requests(LIST)).isEmpty();
    }

    @Test
    void findsAJobThatExists() {
        camel.add(FIND, null, Map.of());

        Exchange exchange = camel.add(FIND, "body", Map.of(Cielo24Constants.TASK_ID, "of something else"));

        assertResult(exchange, service.jobs().get(0).jobId(), false);
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.TASK_ID)).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("body");
        assertThat(service.jobs()).hasSize(1);
    }

    @Test
    void findsTheOldestOfSeveralJobs() {
        for (int i = 0; i < 3; i++) {
            camel.add("cielo24:createJob?allowDuplicate=true&externalId=one", null, Map.of());
        }

        assertResult(camel.add(FIND, null, Map.of()), service.jobs().get(0).jobId(), false);
    }

    @Test
    void findsAJobOfASubAccount() {
        camel.add(FIND + "&subAccount=sub", null, Map.of());

        assertResult(
                camel.add(FIND, null, Map.of(Cielo24Constants.SUB_ACCOUNT, "sub")),
                service.jobs().get(0).jobId(),
                false);
    }

    @Test
    void aRefusalStandsWhereThereIsNoSuchJob() {
        service.faults().forCall(NEW, new Fault.AnswerEarly(400, "INVALID_QUERY", "No such language"), 1);

        assertThat(failure(camel.add(FIND, null, Map.of())))
                .isExactlyInstanceOf(Cielo24ServiceException.class)
                .hasMessageContainingAll("No such language", "lists no job with the external id 'one'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BAD_API_TOKEN", "LOGIN_INVALID", "ACCOUNT_UNPRIVILEGED"})
    void doesNotSearchWhereTheAccountIsRefused(String type) {
        service.faults().forCall(NEW, new Fault.AnswerEarly(400, type, "No"), 1);

        assertThat(failure(camel.add(FIND, null, Map.of())).getMessage()).doesNotContain("external id");
        assertThat(service.requests(LIST)).isEmpty();
    }

    @Test
    void findsTheJobWhereTheAnswerWasLost() {
        service.faults().forCall(NEW, new Fault.DropAfterBody(true), 1);

        assertResult(camel.add(FIND, null, Map.of()), service.jobs().get(0).jobId(), false);
        assertThat(service.requests(NEW)).hasSize(1);
    }

    @Test
    void theOutcomeStaysUnknownWhereThereIsNoJobYet() {
        service.faults().forCall(NEW, new Fault.DropAfterBody(false), 1);

        assertThat(failure(camel.add(FIND, null, Map.of()))).isInstanceOf(Cielo24UnknownOutcomeException.class);
        assertThat(camel.add(FIND, null, Map.of()).getMessage().getHeader(Cielo24Constants.JOB_CREATED))
                .isEqualTo(true);
    }

    @Test
    void theOutcomeStaysUnknownWhereTheSearchFails() {
        service.faults().forCall(NEW, new Fault.DropAfterBody(true), 1);
        service.faults().forCall(LIST, Fault.status(400), 1);

        assertThat(failure(camel.add(FIND, null, Map.of()))).isInstanceOf(Cielo24UnknownOutcomeException.class);
    }

    /** It may well be there. */
    @Test
    void aRefusalIsNotFinalWhereTheSearchFails() {
        camel.add(FIND, null, Map.of());
        service.faults().forCall(LIST, Fault.status(429, 7), 1);

        Cielo24Exception failed = failure(camel.add(FIND, null, Map.of()));
        assertThat(failed).isInstanceOf(Cielo24RetryableServiceException.class);
        assertThat(failed.getRetryAfter()).hasSeconds(7);
    }

    @Test
    void needsAnExternalIdThatNoOtherJobMayHave() {
        assertThat(failure(camel.add("cielo24:createJob?onExisting=find", null, Map.of())))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContainingAll(Cielo24Constants.EXTERNAL_ID, "externalId");
        assertThat(failure(camel.add(FIND, null, Map.of(Cielo24Constants.ALLOW_DUPLICATE, true))))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining(Cielo24Constants.ALLOW_DUPLICATE);
        assertThat(service.requests(NEW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cielo24:addMedia?createJob=true&onExisting=find",
                "cielo24:createJob?onExisting=find&allowDuplicate=true"
            })
    void refusesOptionsThatContradictEachOther(String uri) {
        assertThatThrownBy(() -> camel.context().getEndpoint(uri))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("onExisting=find");
    }

    private static void assertResult(Exchange exchange, String jobId, boolean created) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.JOB_ID)).isEqualTo(jobId);
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.JOB_CREATED))
                .isEqualTo(created);
    }
}
