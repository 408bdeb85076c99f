package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24JobBusyException;
import com.cielo24.client.Cielo24RetryableServiceException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.LedgerException;
import com.cielo24.ledger.MediaLedger;
import com.cielo24.ledger.TestDatabase;
import com.cielo24.ledger.Watched;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code addMedia} with a ledger: a job's media is added once, and what is certain is said. */
class LedgerTest {

    private static final String ADD = "cielo24:addMedia";
    private static final String OWN_JOB = "cielo24:addMedia?createJob=true";
    private static final String SIGNED_URL = "https://media.example.com/a.mp4?signature=s3cr3t-signature";

    @TempDir
    Path folder;

    private final Cielo24Simulator service = Cielo24Simulator.builder().start();
    private final Watched database = new Watched();
    private String jdbcUrl;
    private JdbcMediaLedger ledger;
    private Cielo24Camel camel;
    private String job;

    @BeforeEach
    void start() throws Exception {
        jdbcUrl = TestDatabase.SQLITE.create(folder);
        ledger = ledger();
        camel = camel(ledger);
        job = newJob();
    }

    private JdbcMediaLedger ledger() {
        return new JdbcMediaLedger(database.of(TestDatabase.connect(jdbcUrl)), Duration.ofSeconds(1));
    }

    private Cielo24Camel camel(MediaLedger used) throws Exception {
        return Cielo24Camel.to(service, context -> context.getRegistry().bind("ledger", used));
    }

    private String newJob() {
        Exchange created = camel.add("cielo24:createJob", null, Map.of());
        return created.getMessage().getHeader(Cielo24Constants.JOB_ID, String.class);
    }

    @AfterEach
    void stop() {
        database.away = false;
        camel.close();
        ledger.close();
        service.close();
    }

    private Exchange add(Object body) {
        return add(camel, job, body);
    }

    private static Exchange add(Cielo24Camel context, String jobId, Object body) {
        return context.add(ADD, body, Map.of(Cielo24Constants.JOB_ID, jobId));
    }

    private Path lecture() throws Exception {
        Path file = Files.write(folder.resolve("lecture.mp4"), new byte[1000]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_764_187_223_000L));
        return file;
    }

    /** Larger than the buffers of a connection. */
    private Path longLecture() throws Exception {
        Path file = folder.resolve("long.mp4");
        return Files.exists(file) ? file : Files.write(file, new byte[20_000_000]);
    }

    @Test
    void answersWithTheTaskOfAFileThatWasAddedBefore() throws Exception {
        Exchange first = add(lecture());
        assertThat(first.getException()).isNull();
        assertThat(first.getMessage().getHeaders()).doesNotContainKey(Cielo24Constants.ADDED_BEFORE);
        Exchange again = add(lecture().toFile());
        assertBefore(again);
        assertThat(again.getMessage().getHeader(Cielo24Constants.BYTES_SENT)).isEqualTo(1000L);
        assertThat(service.requestCount()).isEqualTo(1);
    }

    @Test
    void answersWithTheTaskOfAUrlThatWasAddedBefore() throws Exception {
        assertThat(add(SIGNED_URL).getException()).isNull();
        Exchange again = add(SIGNED_URL);
        assertBefore(again);
        assertThat(again.getMessage().getHeaders()).doesNotContainKey(Cielo24Constants.BYTES_SENT);
        assertThat(service.requestCount()).isEqualTo(1);
        ledger.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readAllBytes(file))
                        .asString(StandardCharsets.ISO_8859_1)
                        .doesNotContain("s3cr3t");
            }
        }
    }

    private void assertBefore(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        String task = service.media(exchange.getMessage().getHeader(Cielo24Constants.JOB_ID, String.class))
                .orElseThrow()
                .taskId();
        assertThat(exchange.getMessage().getBody()).isEqualTo(task);
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.TASK_ID)).isEqualTo(task);
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.ADDED_BEFORE))
                .isEqualTo(true);
    }

    @Test
    void doesNotSendAFileAgainAfterARestart() throws Exception {
        add(lecture());
        ledger.close();
        try (JdbcMediaLedger later = ledger();
                Cielo24Camel restarted = camel(later)) {
            assertBefore(add(restarted, job, lecture()));
        }
    }

    @Test
    void refusesOtherMediaForAJob() throws Exception {
        add(lecture());
        Exchange other = add(SIGNED_URL);
        assertThat(failure(other))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining("the job has other media");
        assertThat(service.requestCount()).isEqualTo(1);
    }

    @Test
    void distinguishesAFileThatWasReplacedUnderItsPath() throws Exception {
        add(lecture());
        Path replaced = Files.write(folder.resolve("lecture.mp4"), new byte[2000]);
        assertThat(failure(add(replaced))).isInstanceOf(Cielo24InvalidRequestException.class);
        String other = newJob();
        assertThat(add(camel, other, replaced).getException()).isNull();
        assertThat(service.media(other).orElseThrow().bytes()).isEqualTo(2000);
    }

    @Test
    void sendsAgainAfterAFailureThatIsCertain() throws Exception {
        service.faults().next(new Fault.DropDuringBody(1000));
        assertThat(failure(add(longLecture()))).isInstanceOf(Cielo24TransportException.class);
        Exchange again = add(SIGNED_URL);
        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeaders()).doesNotContainKey(Cielo24Constants.ADDED_BEFORE);
    }

    @Test
    void freesAJobWhoseMediaWasRefused() throws Exception {
        service.faults().next(Fault.status(400));
        assertThat(failure(add(lecture()))).isInstanceOf(Cielo24ServiceException.class);
        assertThat(add(SIGNED_URL).getException()).isNull();
    }

    @Test
    void sendsAgainAfterAnUnknownOutcome() throws Exception {
        service.faults().next(new Fault.DropAfterBody(false));
        assertThat(failure(add(lecture()))).isInstanceOf(Cielo24UnknownOutcomeException.class);
        assertThat(add(lecture()).getException()).isNull();
        assertThat(service.requestCount()).isEqualTo(2);
    }

    @Test
    void doesNotTakeARefusalAfterAnUnknownOutcomeForAFailure() throws Exception {
        service.faults().next(new Fault.DropAfterBody(true));
        assertThat(failure(add(lecture())).isRetryable()).isTrue();
        for (int i = 0; i < 2; i++) {
            assertToReview(add(lecture()), "may have added the media");
        }
        assertThat(service.requestCount()).isEqualTo(3);
    }

    private static void assertToReview(Exchange exchange, String reason) {
        Cielo24Exception failure = failure(exchange);
        assertThat(failure)
                .isInstanceOf(Cielo24UnknownOutcomeException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("jobInfo")
                .hasCauseInstanceOf(Cielo24ServiceException.class);
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void remembersAnUnknownOutcomeAcrossCertainFailures() throws Exception {
        service.faults().next(new Fault.DropAfterBody(true));
        add(longLecture());
        service.faults().next(new Fault.DropDuringBody(1000));
        assertThat(failure(add(longLecture()))).isInstanceOf(Cielo24TransportException.class);
        service.faults().next(Fault.status(429));
        assertThat(failure(add(longLecture()))).isInstanceOf(Cielo24RetryableServiceException.class);
        assertToReview(add(longLecture()), "may have added the media");
    }

    @Test
    void remembersThatOtherMediaMayHaveBeenAdded() throws Exception {
        service.faults().next(new Fault.DropAfterBody(true));
        add(SIGNED_URL);
        assertToReview(add(lecture()), "may have added other media");
    }

    @Test
    void redeliversWithinOneExchange() throws Exception {
        service.faults().next(Fault.status(503), 2);
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Cielo24Exception.class).maximumRedeliveries(3).redeliveryDelay(0);
                from("direct:in").to(ADD);
            }
        });
        Exchange exchange = camel.add("direct:in", lecture(), Map.of(Cielo24Constants.JOB_ID, job));
        assertThat(exchange.getException()).isNull();
        assertThat(service.requestCount()).isEqualTo(3);
        assertThat(service.media(job)).isPresent();
    }

    @Test
    void asksTheServiceWhetherItsOwnJobHasTheMedia() throws Exception {
        service.faults().next(new Fault.DropAfterBody(true));
        assertThat(failure(camel.add(OWN_JOB, lecture(), Map.of()))).isInstanceOf(Cielo24UnknownOutcomeException.class);
        for (int i = 0; i < 2; i++) {
            Exchange again = camel.add(OWN_JOB + "&checksum=true", lecture(), Map.of());
            assertThat(again.getException()).isNull();
            assertThat(again.getMessage().getHeader(Cielo24Constants.ADDED_BEFORE))
                    .isEqualTo(true);
            assertThat(again.getMessage().getBody()).as("an unknown task").isNull();
            assertThat(again.getMessage().getHeader(Cielo24Constants.BYTES_SENT))
                    .isEqualTo(1000L);
            assertThat(again.getMessage().getHeaders())
                    .doesNotContainKeys(Cielo24Constants.TASK_ID, Cielo24Constants.SHA256);
        }
        assertThat(service.requestCount()).isEqualTo(1);
        assertThat(service.jobs()).hasSize(2);
    }

    @Test
    void sendsToItsOwnJobIfTheServiceHasNoMedia() throws Exception {
        service.faults().next(new Fault.DropAfterBody(false));
        camel.add(OWN_JOB, lecture(), Map.of());
        assertThat(camel.add(OWN_JOB, lecture(), Map.of()).getException()).isNull();
        assertThat(service.requestCount()).isEqualTo(2);
    }

    @Test
    void sendsNothingIfTheServiceCannotBeAsked() throws Exception {
        service.faults().next(new Fault.DropAfterBody(true));
        camel.add(OWN_JOB, lecture(), Map.of());
        service.faults().forCall("/api/job/info", Fault.status(503), 1);
        assertThat(failure(camel.add(OWN_JOB, lecture(), Map.of())))
                .isInstanceOf(Cielo24TransportException.class)
                .hasMessageContaining("nothing was sent");
        assertThat(service.requestCount()).isEqualTo(1);
        assertThat(camel.add(OWN_JOB, lecture(), Map.of()).getException()).isNull();
    }

    @Test
    void sendsNothingToItsOwnJobThatHasMediaUnknownToTheLedger() throws Exception {
        try (Cielo24Camel without = Cielo24Camel.to(service)) {
            without.add(OWN_JOB, lecture(), Map.of());
        }
        for (int i = 0; i < 2; i++) {
            Cielo24Exception failure = failure(camel.add(OWN_JOB, lecture(), Map.of()));
            assertThat(failure)
                    .isInstanceOf(Cielo24UnknownOutcomeException.class)
                    .hasMessageContaining("the ledger does not know of");
            assertThat(failure.isRetryable()).isFalse();
        }
        assertThat(service.requestCount()).isEqualTo(1);
    }

    @Test
    void isBusyWhileAnotherContextSends() throws Exception {
        service.faults().next(new Fault.AnswerLate(Duration.ofSeconds(3)));
        CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> add(SIGNED_URL));
        await().until(() -> service.requestCount() == 1);
        try (JdbcMediaLedger other = ledger();
                Cielo24Camel second = camel(other)) {
            Cielo24Exception busy = failure(add(second, job, SIGNED_URL));
            assertThat(busy).isInstanceOf(Cielo24JobBusyException.class).hasMessageContaining("nothing was sent");
            assertThat(busy.isRetryable()).isTrue();
            assertThat(busy.getRetryAfter()).isEqualTo(Duration.ofSeconds(1));
            assertThat(failure(add(second, job, lecture()))).isInstanceOf(Cielo24JobBusyException.class);
            assertThat(failure(add(SIGNED_URL)).getRetryAfter()).isNull();
            assertThat(first.get().getException()).isNull();
            assertBefore(add(second, job, SIGNED_URL));
        }
        assertThat(service.requestCount()).isEqualTo(1);
    }

    @Test
    void needsAKeyForMediaThatIsNeitherFileNorUrl() throws Exception {
        try (FileChannel channel = FileChannel.open(lecture())) {
            for (Object body : List.of(new byte[10], channel, new ByteArrayInputStream(new byte[10]))) {
                assertThat(failure(add(body)))
                        .isInstanceOf(Cielo24InvalidRequestException.class)
                        .hasMessageContaining(Cielo24Constants.MEDIA_KEY);
            }
        }
        int jobs = service.jobs().size();
        assertThat(failure(camel.add(OWN_JOB + "&externalId=x", new byte[10], Map.of())))
                .hasMessageContaining(Cielo24Constants.MEDIA_KEY);
        assertThat(service.jobs()).hasSize(jobs);
        assertThat(service.requestCount()).isZero();
    }

    @Test
    void knowsOtherBodiesByTheirHeader() {
        Map<String, Object> headers =
                new HashMap<>(Map.of(Cielo24Constants.JOB_ID, job, Cielo24Constants.MEDIA_KEY, "message-7"));
        Exchange added = camel.add(ADD, new byte[1000], headers);
        assertThat(added.getException()).isNull();
        assertThat(added.getMessage().getHeaders()).doesNotContainKey(Cielo24Constants.MEDIA_KEY);
        assertBefore(camel.add(ADD, new byte[1000], headers));
        headers.put(Cielo24Constants.MEDIA_KEY, "message-8");
        assertThat(failure(camel.add(ADD, new byte[1000], headers))).isInstanceOf(Cielo24InvalidRequestException.class);
    }

    @Test
    void sendsNothingWhileTheDatabaseIsAway() throws Exception {
        database.away = true;
        Cielo24Exception failure = failure(add(lecture()));
        assertThat(failure)
                .isInstanceOf(Cielo24TransportException.class)
                .hasMessageContaining("nothing was sent: the ledger's database cannot be used")
                .hasMessageNotContaining("SECRET")
                .hasMessageNotContaining("jdbc:")
                .hasNoCause();
        assertThat(failure.isRetryable()).isTrue();
        assertThat(service.requestCount()).isZero();
        database.away = false;
        assertThat(add(lecture()).getException()).isNull();
    }

    @Test
    void doesNotLoseThatMediaWasAddedWhileTheDatabaseWasAway() throws Exception {
        service.faults().next(new Fault.AnswerLate(Duration.ofSeconds(1)));
        CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> add(SIGNED_URL));
        await().until(() -> service.media(job).isPresent());
        database.away = true;
        Cielo24Exception failure = failure(first.get());
        assertThat(failure)
                .isInstanceOf(Cielo24UnknownOutcomeException.class)
                .hasMessageContaining("the service has added the media (task ");
        assertThat(failure.isRetryable()).isTrue();
        database.away = false;
        await().untilAsserted(() -> assertBefore(add(SIGNED_URL)));
        assertThat(service.requestCount()).isEqualTo(1);
    }

    @Test
    void usesTheLedgerOfAnEndpoint() throws Exception {
        try (Cielo24Camel two = Cielo24Camel.to(service, context -> {
            context.getRegistry().bind("mine", ledger);
            context.getRegistry().bind("other", new Broken());
        })) {
            Map<String, Object> headers = Map.of(Cielo24Constants.JOB_ID, job);
            assertThat(two.add(ADD + "?ledger=#mine", SIGNED_URL, headers).getException())
                    .isNull();
            assertBefore(two.add(ADD + "?ledger=#bean:mine", SIGNED_URL, headers));
            assertThat(failure(two.add(ADD + "?ledger=#other", SIGNED_URL, headers)))
                    .isInstanceOf(Cielo24TransportException.class)
                    .hasMessageNotContaining("SECRET");
            // neither is the only one of its type
            assertThat(failure(two.add(ADD, SIGNED_URL, headers))).isInstanceOf(Cielo24ServiceException.class);
        }
    }

    @Test
    void usesALedgerThatIsBoundOnceTheComponentIsStarted() throws Exception {
        try (Cielo24Camel early = Cielo24Camel.to(service)) {
            early.context().getRegistry().bind("ledger", ledger);
            assertThat(add(early, job, SIGNED_URL).getException()).isNull();
            assertBefore(add(early, job, SIGNED_URL));
        }
    }

    @Test
    void worksInADynamicEndpoint() throws Exception {
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").toD("cielo24:addMedia?jobId=${header.job}&ledger=#ledger");
            }
        });
        Map<String, Object> headers = Map.of("job", job);
        assertThat(camel.add("direct:in", SIGNED_URL, headers).getException()).isNull();
        assertBefore(camel.add("direct:in", SIGNED_URL, headers));
    }

    @Test
    void leavesTheLedgerOpenWhenItStops() throws Exception {
        camel.close();
        try (Cielo24Camel next = camel(ledger)) {
            assertThat(add(next, job, SIGNED_URL).getException()).isNull();
        }
    }

    /** As a process that was suspended for so long that others took its job over. */
    @Test
    void answersWithTheTaskIfWhoeverTookTheJobOverHasAddedTheMedia() throws Exception {
        String task = add(SIGNED_URL).getMessage().getBody(String.class);
        try (Cielo24Camel late = camel(new TakenOver(ledger))) {
            Exchange exchange = add(late, job, SIGNED_URL);

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo(task);
            assertThat(exchange.getMessage().getHeader(Cielo24Constants.ADDED_BEFORE))
                    .isEqualTo(true);
        }
    }

    @Test
    void leavesARefusalToAReviewIfAnotherHasTakenTheJobOver() throws Exception {
        try (Cielo24Camel without = Cielo24Camel.to(service, context -> {})) {
            assertThat(add(without, job, SIGNED_URL).getException()).isNull();
        }
        try (Cielo24Camel late = camel(new TakenOver(ledger))) {
            Cielo24Exception failure = failure(add(late, job, SIGNED_URL));

            assertThat(failure).isInstanceOf(Cielo24UnknownOutcomeException.class);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure).hasMessageContaining("another attempt may have added the media");
        }
    }

    /** Grants what it has not recorded. */
    private static final class TakenOver extends ForwardingLedger {

        TakenOver(MediaLedger ledger) {
            super(ledger);
        }

        @Override
        public Result claim(String jobId, String mediaKey) {
            return new Claim(jobId, mediaKey, "suspended:1", Earlier.NONE);
        }
    }

    /** A ledger of other people, which does not keep its contract. */
    private static final class Broken implements MediaLedger {

        @Override
        public Result claim(String jobId, String mediaKey) {
            throw new IllegalStateException("SECRET");
        }

        @Override
        public void added(Claim claim, String taskId, long bytes) throws LedgerException {
            throw new LedgerException("broken");
        }

        @Override
        public void unknown(Claim claim) throws LedgerException {
            throw new LedgerException("broken");
        }

        @Override
        public boolean release(Claim claim) throws LedgerException {
            throw new LedgerException("broken");
        }

        @Override
        public Optional<Added> find(String jobId, String mediaKey) {
            return Optional.empty();
        }
    }
}
