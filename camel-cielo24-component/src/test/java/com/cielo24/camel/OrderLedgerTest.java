package com.cielo24.camel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.LedgerException;
import com.cielo24.ledger.TestDatabase;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code performTranscription} with a ledger: a job is ordered once. */
class OrderLedgerTest {

    private static final String PREMIUM = "cielo24:performTranscription?fidelity=PREMIUM";

    @TempDir
    Path folder;

    private OrderService service;
    private JdbcMediaLedger ledger;
    private Cielo24Camel camel;

    @BeforeEach
    void start() throws Exception {
        service = new OrderService();
        ledger = new JdbcMediaLedger(TestDatabase.connect(TestDatabase.SQLITE.create(folder)), Duration.ofSeconds(1));
        camel = Cielo24Camel.to(service.baseUrl(), component -> {}, context -> context.getRegistry()
                .bind("ledger", ledger));
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        ledger.close();
        service.close();
    }

    private Exchange order() {
        return order(PREMIUM);
    }

    private Exchange order(String uri) {
        return camel.add(uri, null, Map.of(Cielo24Constants.JOB_ID, JOB));
    }

    @Test
    void answersWithTheTaskOfAnOrderThatWasMadeBefore() {
        assertThat(order(PREMIUM + "&options={\"a\":1,\"b\":2}&callbackUrl=https://a.example.com/1")
                        .getMessage()
                        .getHeaders())
                .containsEntry(Cielo24Constants.TASK_ID, "task1")
                .doesNotContainKey(Cielo24Constants.ORDERED_BEFORE);

        // the same but for its callback URL, and upper case
        Exchange again = camel.add(
                PREMIUM + "&options={\"b\":2,\"a\":1}&callbackUrl=https://a.example.com/2",
                null,
                Map.of(Cielo24Constants.JOB_ID, JOB.toUpperCase()));

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeaders())
                .containsEntry(Cielo24Constants.TASK_ID, "task1")
                .containsEntry(Cielo24Constants.ORDERED_BEFORE, true);
        assertThat(service.orders()).hasSize(1);
        assertThat(service.questions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fidelity=MECHANICAL",
                "priority=PRIORITY",
                "turnaroundHours=48",
                "targetLanguages=es",
                "options={\"a\":1}"
            })
    void refusesAnotherOrderForTheSameJob(String option) {
        order();

        Cielo24Exception refused = failure(order(
                "cielo24:performTranscription?" + (option.startsWith("fid") ? "" : "fidelity=PREMIUM&") + option));

        assertThat(refused)
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining("ordered before, with other options");
        assertThat(service.orders()).hasSize(1);
    }

    @Test
    void keepsMediaAndOrderOfAJobApart() throws Exception {
        assertThat(camel.add(
                                "cielo24:addMedia",
                                "https://media.example.com/a.mp4",
                                Map.of(Cielo24Constants.JOB_ID, JOB))
                        .getException())
                .isNotNull();
        order();
        assertThat(service.orders()).hasSize(1);
    }

    @Test
    void ordersAgainAfterARefusal() {
        service.answersNext(peer -> peer.answer(400, "{\"ErrorType\":\"INVALID_OPTION\"}"));

        Cielo24Exception refused = failure(order());
        assertThat(refused).isInstanceOf(Cielo24ServiceException.class);
        assertThat(refused.isRetryable()).isFalse();
        assertThat(order().getException()).isNull();
        assertThat(service.orders()).hasSize(2);
        assertThat(service.questions()).as("it was certain").isZero();
    }

    @Test
    void ordersAgainIfTheServiceWasNotReached() throws Exception {
        service.close();
        assertThat(failure(order())).isInstanceOf(Cielo24TransportException.class);
        assertThat(ledger.claim("order-" + JOB, "k"))
                .isInstanceOfSatisfying(com.cielo24.ledger.MediaLedger.Claim.class, claim -> assertThat(claim.earlier())
                        .isEqualTo(com.cielo24.ledger.MediaLedger.Earlier.NONE));
    }

    @Test
    void isBusyWhileAnotherWorkerOrders() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        service.answersNext(peer -> {
            release.await();
            peer.added();
        });
        CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(this::order);
        await().until(() -> service.orders().size() == 1);

        assertThat(failure(order())).isInstanceOf(Cielo24JobBusyException.class).hasMessageContaining("ordering");
        release.countDown();
        assertThat(first.get().getException()).isNull();
        assertThat(service.orders()).hasSize(1);
    }

    /** A lost answer: the next attempt asks first. */
    private void lose() {
        service.answersNext(RawService.Peer::reset);
        Cielo24Exception unknown = failure(order());
        assertThat(unknown).isInstanceOf(Cielo24UnknownOutcomeException.class);
        assertThat(unknown.isRetryable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'JobStatus':'In Process'",
                "'JobStatus':'Complete'",
                "'JobStatus':'Reviewing'",
                "'JobStatus':'Media Failure'",
                "'JobStatus':'Pending','StartDate':'2026-11-27T09:00:00.000000'",
                "'JobStatus':'Pending','Fidelity':null,'StartDate':null,'ReturnTargets':{'url':[{'callback_url':'https://a/b'}]}",
            })
    void recordsALostOrderThatTheServiceHas(String info) {
        lose();
        service.says(info.replace('\'', '"'));

        for (int attempt = 0; attempt < 2; attempt++) {
            Exchange again = order();
            assertThat(again.getException()).isNull();
            assertThat(again.getMessage().getHeaders())
                    .containsEntry(Cielo24Constants.ORDERED_BEFORE, true)
                    .doesNotContainKey(Cielo24Constants.TASK_ID);
        }
        assertThat(service.orders()).hasSize(1);
        assertThat(service.questions()).as("it is recorded").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'JobStatus':'Pending','Fidelity':null,'StartDate':null",
                "'JobStatus':'Authorizing','Fidelity':'','StartDate':''",
                "'JobStatus':'Pending','Fidelity':null,'StartDate':null,'Options':{},'ReturnTargets':{'url':[]}",
            })
    void ordersAgainIfTheServiceCertainlyHasNoOrder(String info) {
        lose();
        service.says(info.replace('\'', '"'));

        Exchange again = order();

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeaders())
                .containsEntry(Cielo24Constants.TASK_ID, "task2")
                .doesNotContainKey(Cielo24Constants.ORDERED_BEFORE);
        assertThat(order().getMessage().getHeader(Cielo24Constants.ORDERED_BEFORE))
                .isEqualTo(true);
        assertThat(service.orders()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'JobStatus':'Pending'",
                "'JobStatus':'Pending','Fidelity':null",
                "'JobStatus':'Pending','StartDate':null",
                "'JobStatus':'Pending','Fidelity':'STANDARD','StartDate':null",
                "'JobStatus':'Something','Fidelity':null,'StartDate':null",
                "'JobStatus':null,'Fidelity':null,'StartDate':null",
                "'JobStatus':'Pending','Fidelity':null,'StartDate':7",
                "'JobStatus':'Pending','Fidelity':null,'StartDate':null,'Options':{'return_iwp':[]}",
                "'JobStatus':'Pending','Fidelity':null,'StartDate':null,'Options':{'speaker_id':false}",
                "'JobStatus':'Pending','Fidelity':null,'StartDate':null,'Options':{'speaker_id':true}",
                "'JobStatus':'Pending','Fidelity':null,'StartDate':null,'Options':'speaker_id'",
            })
    void sendsNothingIfTheServiceDoesNotSettleIt(String info) {
        lose();
        service.says(info.replace('\'', '"'));

        for (int attempt = 0; attempt < 2; attempt++) {
            Cielo24Exception unsettled = failure(order());
            assertThat(unsettled)
                    .isInstanceOf(Cielo24UnknownOutcomeException.class)
                    .hasMessageContainingAll("nothing was sent", "jobInfo");
            assertThat(unsettled.isRetryable()).isFalse();
            assertThat(unsettled.isOutage()).isFalse();
        }
        assertThat(service.orders()).hasSize(1);

        service.says(OrderService.ORDERED);
        assertThat(order().getMessage().getHeader(Cielo24Constants.ORDERED_BEFORE))
                .as("settled later")
                .isEqualTo(true);
    }

    @Test
    void sendsNothingWhileTheServiceCannotBeAsked() {
        lose();
        service.answersNextQuestion(peer -> peer.answer(503, "Retry-After: 7\r\n", ""));

        Cielo24Exception notAsked = failure(order());

        assertThat(notAsked).isInstanceOf(Cielo24TransportException.class).hasMessageContaining("nothing was sent");
        assertThat(notAsked.isRetryable()).isTrue();
        assertThat(notAsked.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(service.orders()).hasSize(1);
        assertThat(order().getException()).as("asked now").isNull();
    }

    @Test
    void aPersonMustLookIfTheServiceDoesNotKnowTheJob() {
        lose();
        service.answersNextQuestion(peer -> peer.answer(400, "{\"ErrorType\":\"ITEM_NOT_FOUND\"}"));

        Cielo24Exception unsettled = failure(order());

        assertThat(unsettled).isInstanceOf(Cielo24UnknownOutcomeException.class).hasMessageContaining("ITEM_NOT_FOUND");
        assertThat(unsettled.isRetryable()).isFalse();
        assertThat(service.orders()).hasSize(1);
    }

    @Test
    void doesNotTakeTheLostOrderForOneWithOtherOptions() {
        lose();
        service.says(OrderService.ORDERED);

        Cielo24Exception unsettled = failure(order("cielo24:performTranscription?fidelity=MECHANICAL"));

        assertThat(unsettled).isInstanceOf(Cielo24UnknownOutcomeException.class).hasMessageContaining("other options");
        assertThat(unsettled.isRetryable()).isFalse();
        assertThat(service.orders()).hasSize(1);
    }

    /** The first one may have arrived after the service was asked. */
    @Test
    void asksAgainIfTheSecondOrderIsRefused() {
        lose();
        service.answersNext(peer -> {
            service.says(OrderService.ORDERED);
            peer.answer(400, "{\"ErrorType\":\"INVALID_QUERY\"}");
        });

        Exchange again = order();

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeader(Cielo24Constants.ORDERED_BEFORE))
                .isEqualTo(true);
    }

    @Test
    void aRefusalOfTheSecondOrderIsARefusalIfTheJobIsNotOrdered() {
        lose();
        service.answersNext(peer -> peer.answer(400, "{\"ErrorType\":\"INVALID_OPTION\"}"));

        assertThat(failure(order())).isInstanceOf(Cielo24ServiceException.class);
        assertThat(order().getException()).isNull();
        assertThat(service.questions()).isEqualTo(3);
    }

    @Test
    void sendsNothingIfTheLedgerCannotBeUsed() throws Exception {
        camel.close();
        camel = Cielo24Camel.to(
                service.baseUrl(), component -> component.getConfiguration().setLedger(new ForwardingLedger(ledger) {
                    @Override
                    public Result claim(String jobId, String mediaKey) throws LedgerException {
                        throw new LedgerException("the database is away");
                    }
                }));

        assertThat(failure(order()))
                .isInstanceOf(Cielo24TransportException.class)
                .hasMessageContaining("is away");
        assertThat(service.orders()).isEmpty();
    }

    /** A crash of the database after the answer. */
    @Test
    void asksIfTheOrderCouldNotBeRecorded() throws Exception {
        camel.close();
        camel = Cielo24Camel.to(
                service.baseUrl(), component -> component.getConfiguration().setLedger(new ForwardingLedger(ledger) {
                    @Override
                    public void added(Claim claim, String taskId, long bytes) throws LedgerException {
                        if (taskId != null) {
                            ledger.unknown(claim);
                            throw new LedgerException("the database is away");
                        }
                        super.added(claim, taskId, bytes);
                    }
                }));
        service.says(OrderService.ORDERED);

        Cielo24Exception notRecorded = failure(order());
        assertThat(notRecorded)
                .isInstanceOf(Cielo24UnknownOutcomeException.class)
                .hasMessageContainingAll("has the order", "task1");
        assertThat(notRecorded.isRetryable()).isTrue();
        assertThat(order().getMessage().getHeader(Cielo24Constants.ORDERED_BEFORE))
                .isEqualTo(true);
        assertThat(service.orders()).hasSize(1);
    }
}
