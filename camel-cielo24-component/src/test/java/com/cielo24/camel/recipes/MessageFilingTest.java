package com.cielo24.camel.recipes;

import java.io.IOException;
import java.net.NoRouteToHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

import com.cielo24.camel.Cielo24Constants;
import com.cielo24.camel.MessageFiling;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.MediaLedger;
import com.cielo24.simulator.Fault;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Every message ends in one queue, and what may be added later comes back with a delay. */
class MessageFilingTest extends JmsRecipe {

    private static final String URL = "https://media.example.com/a.mp4";

    private final AtomicBoolean failsAfterwards = new AtomicBoolean();
    private final MessageFiling filing = new MessageFiling();
    private JdbcMediaLedger ledger;

    @BeforeEach
    void openLedger() {
        ledger = new JdbcMediaLedger(dataSource());
    }

    @AfterEach
    void closeLedger() {
        context.stop();
        ledger.close();
    }

    private void start() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                interceptSendToEndpoint("jms:recordings.added").process(exchange -> failAfterwards());

                MessageFiling filing = new MessageFiling();

                onException(Exception.class)
                        .onWhen(MessageFiling::isIncomplete)
                        .handled(true)
                        .useOriginalMessage()
                        .process(filing)
                        .choice()
                        .when(exchangeProperty(MessageFiling.OUTCOME).isEqualTo(MessageFiling.LATER))
                        .toD("jms:recordings?deliveryDelay=${exchangeProperty.CamelCielo24Delay}")
                        .otherwise()
                        .toD("jms:recordings.${exchangeProperty.CamelCielo24Outcome}");

                from("jms:recordings?disableReplyTo=true")
                        .setHeader(Cielo24Constants.JOB_ID, header("jobId"))
                        .to("cielo24:addMedia")
                        .setHeader("taskId", header(Cielo24Constants.TASK_ID))
                        .to("jms:recordings.added");
            }
        });
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).useOriginalMessage().process(filing);

                from("direct:media").to("cielo24:addMedia").process(exchange -> failAfterwards());

                from("direct:ordered")
                        .to("cielo24:addMedia")
                        .to("cielo24:performTranscription?fidelity=PREMIUM")
                        .process(exchange -> failAfterwards());

                from("direct:two")
                        .to("cielo24:addMedia")
                        .to("cielo24:performTranscription?fidelity=PREMIUM")
                        .setHeader(Cielo24Constants.JOB_ID, constant(JOB.replace('6', '7')))
                        .setBody(constant(URL + "?second"))
                        .to("cielo24:addMedia");

                from("direct:body").process(exchange -> {
                    throw exchange.getMessage().getBody(Exception.class);
                });
            }
        });
        context.start();
    }

    private DataSource dataSource() {
        SQLiteDataSource sqlite = new SQLiteDataSource();
        sqlite.setUrl("jdbc:sqlite:" + folder.resolve("ledger.db"));
        return sqlite;
    }

    private void failAfterwards() {
        if (failsAfterwards.getAndSet(false)) {
            throw new IllegalStateException("the step after the upload failed");
        }
    }

    @Test
    void endsWithItsReasonWhatTheServiceRefuses() throws Exception {
        start();
        service.faults().next(new Fault.AnswerEarly(400, "INVALID_URL", "not reachable"), 1);
        send(message());

        Message failed = receive("recordings.failed");
        assertThat(((TextMessage) failed).getText()).isEqualTo(URL);
        assertThat(failed.getStringProperty("jobId")).isEqualTo(JOB);
        assertThat(failed.getStringProperty(MessageFiling.WHAT)).isEqualTo("refused by the service");
        assertThat(failed.getStringProperty(MessageFiling.REASON)).contains("not reachable");
        assertThat(failed.getIntProperty("cielo24HttpStatus")).isEqualTo(400);
        assertThat(failed.getStringProperty("cielo24ErrorType")).isEqualTo("INVALID_URL");
        assertThat(failed.getIntProperty("cielo24Attempts")).isEqualTo(1);
    }

    @Test
    void comesBackLaterEachTime() throws Exception {
        start();
        service.faults().next(Fault.status(503), 2);
        long start = System.nanoTime();
        send(message());

        Message added = receive("recordings.added");
        // one second, then two
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        assertThat(added.getStringProperty("taskId"))
                .isEqualTo(service.media(JOB).orElseThrow().taskId());
        assertThat(service.requestCount()).isEqualTo(3);
    }

    @Test
    void remembersAnUnknownOutcomeAcrossDeliveriesWithoutALedger() throws Exception {
        start();
        service.faults().next(new Fault.DropAfterBody(true), 1);
        send(message());

        Message review = receive("recordings.review");
        assertThat(review.getStringProperty(MessageFiling.WHAT))
                .isEqualTo("refused by the service after an attempt of unknown outcome");
        assertThat(review.getIntProperty("cielo24Attempts")).isEqualTo(2);
        assertThat(service.media(JOB)).isPresent();
    }

    @Test
    void leavesToTheBrokerWhatFailsAfterTheMediaWasAdded() throws Exception {
        useLedger();
        start();
        failsAfterwards.set(true);
        send(message());

        assertThat(receive("recordings.added").getStringProperty("taskId"))
                .isEqualTo(service.media(JOB).orElseThrow().taskId());
        assertThat(failsAfterwards).isFalse();
        assertThat(service.requestCount()).isEqualTo(1);
    }

    /** Without a ledger, nothing else tells. */
    @Test
    void letsAPersonReviewWhatIsRefusedAfterARedelivery() throws Exception {
        start();
        failsAfterwards.set(true);
        send(message());

        assertThat(receive("recordings.review").getStringProperty(MessageFiling.WHAT))
                .isEqualTo("refused by the service after an attempt of unknown outcome");
        assertThat(service.media(JOB)).isPresent();
    }

    @Test
    void remembersARedeliveryWhenTheMessageIsSentBack() throws Exception {
        start();
        service.faults().next(Fault.status(429), 1);
        service.faults().next(new Fault.AnswerEarly(400, "INVALID_URL", "not reachable"), 1);

        Message sentBack = message();
        failWith("JMSRedelivered", true).getMessage().getHeaders().forEach((name, value) -> set(sentBack, name, value));
        send(sentBack);

        assertThat(receive("recordings.review").propertyExists("cielo24Redelivered"))
                .isFalse();
    }

    private static void set(Message message, String name, Object value) {
        try {
            if (name.startsWith("cielo24")) {
                message.setObjectProperty(name, value);
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void endsMessagesThatExpectAReply() throws Exception {
        start();
        service.faults().next(new Fault.AnswerEarly(400, "INVALID_URL", "not reachable"), 1);
        Message message = message();
        message.setJMSReplyTo(session.createQueue("replies"));
        send(message);

        receive("recordings.failed");
    }

    @Test
    void leavesTheSendersPropertiesButNotADuplicateIdOfArtemis() throws Exception {
        start();
        service.faults().next(Fault.status(429), 1);
        service.faults().next(new Fault.AnswerEarly(400, "INVALID_URL", "not reachable"), 1);
        Message message = message();
        message.setStringProperty("cielo24JobId", JOB);
        message.setStringProperty("_AMQ_DUPL_ID", "1");
        send(message);

        // not for review: it was sent back, and not rolled back
        assertThat(receive("recordings.failed").getStringProperty("cielo24JobId"))
                .isEqualTo(JOB);
    }

    @Test
    void doesNotTryAgainWhatCannotBeRead() throws Exception {
        start();

        assertThat(outcome("direct:body", new CharacterCodingException())).isEqualTo(MessageFiling.REVIEW);
        assertThat(outcome("direct:body", new IOException("disk"))).isEqualTo(MessageFiling.LATER);
        assertThat(outcome("direct:body", new NoRouteToHostException())).isEqualTo(MessageFiling.LATER);
        assertThat(outcome("direct:body", new FileSystemException("a.mp4"))).isEqualTo(MessageFiling.LATER);
    }

    @Test
    void decidesWhatBecomesOfAnOrderThatFailed() throws Exception {
        useLedger();
        start();
        String order = "/api/job/perform_transcription";
        service.faults().forCall(order, Fault.status(503), 1);
        service.faults().forCall(order, new Fault.AnswerEarly(400, "NO_CREDIT", "no credit"), 1);

        assertThat(outcome("direct:ordered", URL)).isEqualTo(MessageFiling.LATER);
        Exchange refused = fail("direct:ordered", URL);
        assertThat(refused.getProperty(MessageFiling.OUTCOME)).isEqualTo(MessageFiling.REVIEW);
        assertThat(refused.getMessage().getHeader(MessageFiling.WHAT))
                .isEqualTo("added, but the order was refused by the service");
        assertThat(MessageFiling.isIncomplete(refused)).isTrue();
        failsAfterwards.set(true);
        assertThat(MessageFiling.isIncomplete(fail("direct:ordered", URL))).isFalse();
    }

    /** That something was ordered before says nothing of it. */
    @Test
    void decidesWhatBecomesOfMediaThatIsAddedAfterAnOrder() throws Exception {
        start();
        service.faults().forJob(JOB.replace('6', '7'), new Fault.AnswerEarly(400, "INVALID_URL", "not reachable"), 1);

        Exchange second = fail("direct:two", URL);

        assertThat(second.getProperty(MessageFiling.OUTCOME)).isEqualTo(MessageFiling.FAILED);
        assertThat(MessageFiling.isIncomplete(second)).isTrue();
    }

    private Object outcome(String route, Object body) {
        return fail(route, body).getProperty(MessageFiling.OUTCOME);
    }

    @Test
    void takesAnyTimes() throws Exception {
        start();
        filing.setGiveUp(ChronoUnit.FOREVER.getDuration());
        filing.setBackoff(ChronoUnit.FOREVER.getDuration());
        filing.setLongestBackoff(ChronoUnit.FOREVER.getDuration());
        service.faults().next(Fault.status(503), 2);

        for (long attempts : new long[] {Integer.MAX_VALUE, Long.MAX_VALUE}) {
            Exchange failed = failWith("cielo24FailedAttempts", attempts, "cielo24FirstAttempt", Long.MAX_VALUE);
            assertThat(failed.getProperty(MessageFiling.OUTCOME)).isEqualTo(MessageFiling.LATER);
            assertThat(failed.getProperty(MessageFiling.DELAY, Long.class)).isPositive();
            assertThat(failed.getMessage().getHeader("cielo24FailedAttempts", Integer.class))
                    .isPositive();
            assertThat(failed.getMessage().getHeader("cielo24FirstAttempt", Long.class))
                    .isLessThanOrEqualTo(System.currentTimeMillis());
        }
    }

    @Test
    void readsAttemptsThatABrokerMadeTextOf() throws Exception {
        start();
        service.faults().next(Fault.status(503), 1);

        assertThat(failWith("cielo24FailedAttempts", "2").getProperty(MessageFiling.DELAY))
                .isEqualTo(4_000L);
    }

    @Test
    void takesNoAttemptsThatASenderMakesUp() throws Exception {
        start();
        service.faults().next(Fault.status(503), 1);

        Exchange first = failWith("cielo24FailedAttempts", "many", "cielo24FirstAttempt", "never");

        assertThat(first.getProperty(MessageFiling.OUTCOME)).isEqualTo(MessageFiling.LATER);
        assertThat(first.getMessage().getHeader("cielo24FailedAttempts")).isEqualTo(1);
    }

    @Test
    void waitsAsLongAsTheServiceAsksUpToTenMinutes() throws Exception {
        start();
        service.faults().next(Fault.status(429, 7), 1);
        service.faults().next(Fault.status(429, 7000), 1);

        assertThat(failWith().getProperty(MessageFiling.DELAY)).isEqualTo(7_000L);
        assertThat(failWith().getProperty(MessageFiling.DELAY)).isEqualTo(600_000L);
    }

    @Test
    void waitsNoLongerThanTheLongestBackoff() throws Exception {
        start();
        filing.setLongestBackoff(Duration.ofMillis(1500));
        service.faults().next(Fault.status(503), 3);

        assertThat(failWith().getProperty(MessageFiling.DELAY)).isEqualTo(1_000L);
        assertThat(failWith("cielo24FailedAttempts", 1).getProperty(MessageFiling.DELAY))
                .isEqualTo(1_500L);
        // the broker counts a delivery whose process died
        assertThat(failWith("JMSXDeliveryCount", 2).getProperty(MessageFiling.DELAY))
                .isEqualTo(1_500L);
    }

    @Test
    void doesNotCountABusyJobAsAFailure() throws Exception {
        useLedger();
        start();
        filing.setBusyDelay(Duration.ofSeconds(3));
        try (JdbcMediaLedger other = new JdbcMediaLedger(dataSource())) {
            MediaLedger.Result claim = other.claim(JOB, "other media");
            assertThat(claim).isInstanceOf(MediaLedger.Claim.class);

            Exchange busy = failWith("cielo24FailedAttempts", 4);

            assertThat(busy.getProperty(MessageFiling.OUTCOME)).isEqualTo(MessageFiling.LATER);
            assertThat(busy.getProperty(MessageFiling.DELAY)).isEqualTo(3_000L);
            assertThat(busy.getMessage().getHeader("cielo24FailedAttempts")).isEqualTo(4);
        }
    }

    @Test
    void givesUpSomeTimeAfterTheFirstAttempt() throws Exception {
        start();
        service.faults().next(Fault.status(429), 3);
        filing.setGiveUp(Duration.ofSeconds(10));
        long longAgo = System.currentTimeMillis() - 20_000;

        Exchange last = failWith("cielo24FirstAttempt", longAgo);
        assertThat(last.getProperty(MessageFiling.OUTCOME)).isEqualTo(MessageFiling.FAILED);
        assertThat(last.getMessage().getHeader(MessageFiling.WHAT)).isEqualTo("given up");
        assertThat(last.getMessage().getHeaders()).doesNotContainKey("cielo24FirstAttempt");

        // a process that was stopped may have sent it
        Exchange redelivered = failWith("cielo24FirstAttempt", longAgo, "JMSRedelivered", true);
        assertThat(redelivered.getProperty(MessageFiling.OUTCOME)).isEqualTo(MessageFiling.REVIEW);

        assertThat(failWith("cielo24FirstAttempt", longAgo + 15_000).getProperty(MessageFiling.OUTCOME))
                .isEqualTo(MessageFiling.LATER);
    }

    @Test
    void saysThatTheJobHasTheMediaIfALaterStepFailed() throws Exception {
        start();
        failsAfterwards.set(true);

        Exchange failed = failWith();

        assertThat(failed.getProperty(MessageFiling.OUTCOME)).isEqualTo(MessageFiling.REVIEW);
        assertThat(failed.getMessage().getHeader(MessageFiling.WHAT, String.class))
                .startsWith("added, but");
    }

    @Test
    void isAskedByOtherLanguages() {
        context.getRegistry().bind("filing", filing);
        Exchange exchange = context.getEndpoint("direct:media").createExchange();

        assertThat(context.resolveLanguage("simple")
                        .createPredicate("${bean:filing?method=isIncomplete}")
                        .matches(exchange))
                .isTrue();
    }

    @Test
    void saysWhereItBelongs() {
        Exchange exchange = context.getEndpoint("direct:media").createExchange();

        assertThatIllegalStateException()
                .isThrownBy(() -> filing.process(exchange))
                .withMessageContaining("onException");
    }

    @Test
    void refusesNegativeTimes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filing.setGiveUp(Duration.ofSeconds(-1)))
                .withMessage("giveUp must be zero or more, but is PT-1S");
    }

    private void useLedger() {
        context.getRegistry().bind("ledger", ledger);
    }

    /**
     * @param headers names and values
     */
    private Exchange failWith(Object... headers) {
        return fail("direct:media", URL, headers);
    }

    private Exchange fail(String route, Object body, Object... headers) {
        return template.send(route, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(Cielo24Constants.JOB_ID, JOB);
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getMessage().setHeader((String) headers[i], headers[i + 1]);
            }
        });
    }

    private Message message() throws JMSException {
        Message message = session.createTextMessage(URL);
        message.setStringProperty("jobId", JOB);
        return message;
    }
}
