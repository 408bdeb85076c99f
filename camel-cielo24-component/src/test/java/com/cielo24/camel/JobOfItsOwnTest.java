package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.CreatedJob;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.ReceivedMedia;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.WrappedFile;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code addMedia?createJob=true}: a job is created for media that names none. */
class JobOfItsOwnTest {

    private static final String NEW = "/api/job/new";
    private static final String LIST = "/api/job/list";
    private static final String OWN_JOB = "cielo24:addMedia?createJob=true";
    private static final String SIGNED_URL = "https://media.example.com/a.mp4?signature=s3cr3t-signature";

    @TempDir
    Path folder;

    private final Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
    private Cielo24Camel camel;

    @BeforeEach
    void start() throws Exception {
        camel = Cielo24Camel.to(
                service.baseUrl().toString(),
                component -> component.getConfiguration().setApiToken(service.apiToken()));
    }

    @AfterEach
    void stop() {
        camel.close();
        service.close();
    }

    @Test
    void createsAJobForAFile() throws Exception {
        Exchange exchange = camel.add(OWN_JOB, lecture().toFile(), Map.of());

        CreatedJob job = onlyJob();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.JOB_ID)).isEqualTo(job.jobId());
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.JOB_CREATED))
                .isEqualTo(true);
        ReceivedMedia media = service.media(job.jobId()).orElseThrow();
        assertThat(exchange.getMessage().getBody()).isEqualTo(media.taskId());
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.TASK_ID)).isEqualTo(media.taskId());
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.BYTES_SENT)).isEqualTo(1000L);
        assertThat(media.bytes()).isEqualTo(1000);
    }

    @Test
    void knowsAFileByNameSizeAndModificationTime() throws Exception {
        Path file = lecture();

        camel.add(OWN_JOB + "&checksum=true", file, Map.of());

        assertThat(onlyJob().parameters())
                .containsOnly(
                        Map.entry("job_name", "lecture.mp4"),
                        Map.entry(
                                "external_id",
                                "lecture.mp4-1000-" + file.toFile().lastModified()));
    }

    /** A work copy of it is as old as the attempt. */
    @Test
    void knowsARemoteFileByWhatItsServerTells() throws Exception {
        Map<String, Object> headers = new HashMap<>(Map.of(
                Exchange.FILE_NAME_CONSUMED, "sub/lecture.mp4",
                Exchange.FILE_NAME, "renamed.mp4",
                Exchange.FILE_LAST_MODIFIED, 1_700_000_000_000L));

        camel.add(OWN_JOB, new RemoteFile(lecture().toFile()), headers);

        assertThat(onlyJob().parameters())
                .containsOnly(
                        Map.entry("job_name", "lecture.mp4"),
                        Map.entry("external_id", "sub/lecture.mp4-1000-1700000000000"));
        assertThat(service.media(onlyJob().jobId())).isPresent();
    }

    @Test
    void knowsAUrlByItsHash() {
        Exchange exchange = camel.add(OWN_JOB, SIGNED_URL, Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(onlyJob().parameters())
                .containsOnly(Map.entry(
                        "external_id", "url-3084bd72ed88ad8e359a41865addf31bffa7157c156153015238f920c9148d11"));
        assertThat(service.media(onlyJob().jobId()).orElseThrow().mediaUrl()).isEqualTo(SIGNED_URL);
    }

    @Test
    void createsTheJobWithEveryOptionAndHeader() throws Exception {
        camel.add(
                OWN_JOB + "&language=de&requestor=ann&reference=r&subAccount=sub&expectedSpeakers=2&externalId=x"
                        + "&jobName=Lecture 1",
                lecture(),
                Map.of(Cielo24Constants.EXTERNAL_ID, "one"));

        assertThat(onlyJob().parameters())
                .containsOnly(
                        Map.entry("job_name", "Lecture 1"),
                        Map.entry("language", "de"),
                        Map.entry("external_id", "one"),
                        Map.entry("username", "sub"),
                        Map.entry("requestor", "ann"),
                        Map.entry("reference", "r"),
                        Map.entry("expected_speakers", "2"));
    }

    @Test
    void createsNoJobWhereTheMessageOrTheEndpointNamesOne() {
        String other = Cielo24Simulator.newJobId();
        camel.add(OWN_JOB, new byte[10], Map.of(Cielo24Constants.JOB_ID, JOB));
        camel.add(OWN_JOB + "&jobId=" + other, new byte[10], Map.of());

        assertThat(service.media()).extracting(ReceivedMedia::jobId).containsExactly(JOB, other);
        assertThat(service.requests(NEW)).isEmpty();
    }

    static Stream<Object> mediaThatCannotBeSent() {
        return Stream.of(
                "text",
                "",
                "https://",
                "http://a b/",
                "https://media.example.com/a\nb",
                Map.of("a", 1),
                List.of(),
                new byte[0],
                new byte[2000],
                new ByteArrayInputStream(new byte[2000]),
                new File("missing.mp4"),
                new File("."),
                Path.of("missing.mp4"));
    }

    @ParameterizedTest
    @MethodSource("mediaThatCannotBeSent")
    void createsNoJobForMediaThatCannotBeSent(Object media) {
        Exchange exchange = camel.add(OWN_JOB + "&externalId=one&maxUploadSize=1000", media, Map.of());

        assertThat(failure(exchange)).isInstanceOf(Cielo24InvalidRequestException.class);
        assertThat(service.requests(NEW)).isEmpty();
    }

    @Test
    void createsNoJobForAnEmptyFile() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.mp4"));

        assertThat(failure(camel.add(OWN_JOB, empty, Map.of()))).isInstanceOf(Cielo24InvalidRequestException.class);
        assertThat(service.requests(NEW)).isEmpty();
    }

    @Test
    void createsNoJobForHeadersThatCannotBeRight() throws Exception {
        for (Object speakers : List.of("many", "0")) {
            Exchange exchange = camel.add(OWN_JOB, lecture(), Map.of(Cielo24Constants.EXPECTED_SPEAKERS, speakers));
            assertThat(failure(exchange)).isInstanceOf(Cielo24InvalidRequestException.class);
        }
        assertThat(service.requests(NEW)).isEmpty();
    }

    static Stream<Object> mediaWithoutAName() {
        return Stream.of(new byte[10], new ByteArrayInputStream(new byte[10]), new RemoteFile(new byte[10]));
    }

    @ParameterizedTest
    @MethodSource("mediaWithoutAName")
    void asksForAnExternalIdWhereTheMediaHasNoName(Object media) {
        Exchange refused = camel.add(OWN_JOB, media, Map.of());

        assertThat(failure(refused))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContainingAll(Cielo24Constants.EXTERNAL_ID, "externalId");
        assertThat(service.requests(NEW)).isEmpty();

        // nothing of it was read
        assertThat(camel.add(OWN_JOB, media, Map.of(Cielo24Constants.EXTERNAL_ID, "one"))
                        .getException())
                .isNull();
        assertThat(service.media(onlyJob().jobId()).orElseThrow().bytes()).isEqualTo(10);
    }

    @Test
    void addsMediaToAJobThatAnEarlierAttemptHasCreated() throws Exception {
        Path file = lecture();
        service.faults().next(new Fault.DropDuringBody(10));
        Cielo24Exception broken = failure(camel.add(OWN_JOB, file, Map.of()));
        assertThat(broken.getJobId()).isEqualTo(onlyJob().jobId());

        Exchange again = camel.add(OWN_JOB, file, Map.of());

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeader(Cielo24Constants.JOB_CREATED)).isEqualTo(false);
        assertThat(again.getMessage().getHeader(Cielo24Constants.JOB_ID))
                .isEqualTo(onlyJob().jobId());
        assertThat(service.media(onlyJob().jobId())).isPresent();
    }

    /** As where several machines watch one folder. */
    @Test
    void manyWhoSendOneFileAtOnceCreateOneJobWithItOnce() throws Exception {
        Path file = lecture();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (Cielo24Camel other = Cielo24Camel.to(
                service.baseUrl().toString(),
                component -> component.getConfiguration().setApiToken(service.apiToken()))) {
            List<Future<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Cielo24Camel one = i % 2 == 0 ? camel : other;
                sent.add(threads.submit(() -> one.add(OWN_JOB, file.toFile(), Map.of())));
            }
            String jobId = null;
            int added = 0;
            for (Future<Exchange> each : sent) {
                Exchange exchange = each.get();
                if (exchange.getException() == null) {
                    added++;
                    jobId = exchange.getMessage().getHeader(Cielo24Constants.JOB_ID, String.class);
                } else {
                    assertThat(failure(exchange)).isInstanceOf(Cielo24ServiceException.class);
                }
            }
            assertThat(added).isEqualTo(1);
            assertThat(onlyJob().jobId()).isEqualTo(jobId);
            assertThat(service.media(jobId).orElseThrow().bytes()).isEqualTo(1000);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void findsAJobOfASubAccount() throws Exception {
        camel.add("cielo24:createJob?subAccount=sub&externalId=one", null, Map.of());

        Exchange exchange = camel.add(OWN_JOB + "&subAccount=sub&externalId=one", lecture(), Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(service.media(onlyJob().jobId())).isPresent();
    }

    /** The option is for the use of a URL by several jobs; a second job with the external id would be an orphan. */
    @Test
    void neverCreatesASecondJobEvenIfDuplicatesAreAllowed() {
        for (int i = 0; i < 2; i++) {
            camel.add(OWN_JOB + "&allowDuplicate=true", SIGNED_URL, Map.of());
        }

        assertThat(service.jobs()).hasSize(1);
        assertThat(service.requests("/api/job/add_media"))
                .allSatisfy(request -> assertThat(request.rawQuery()).contains("is_duplicate=true"));
    }

    @Test
    void aJobThatWasFoundAndRefusesTheMediaExplainsWhy() {
        camel.add(OWN_JOB, SIGNED_URL, Map.of());

        Cielo24Exception refused = failure(camel.add(OWN_JOB, SIGNED_URL, Map.of()));

        assertThat(refused)
                .isInstanceOf(Cielo24ServiceException.class)
                .hasMessageContainingAll(
                        "already has media",
                        "found by its external id '" + onlyJob().externalId().orElseThrow() + "'",
                        "jobInfo");
        assertThat(refused.isRetryable()).isFalse();
        assertThat(refused.getMessage()).doesNotContain("s3cr3t");
    }

    @Test
    void doesNotShowAUrlThatIsTheExternalId() {
        Map<String, Object> headers = Map.of(Cielo24Constants.EXTERNAL_ID, SIGNED_URL);
        camel.add(OWN_JOB, SIGNED_URL, headers);

        assertThat(failure(camel.add(OWN_JOB, SIGNED_URL, headers)).getMessage())
                .contains("external id 'https://media.example.com/a.mp4'")
                .doesNotContain("s3cr3t");
        assertThat(failure(camel.add("cielo24:createJob", null, headers)).getMessage())
                .doesNotContain("s3cr3t");
    }

    @Test
    void doesNotShowAUrlThatTheServiceRepeats() {
        String comment = "Cannot be " + SIGNED_URL;
        service.faults().forCall(NEW, new Fault.AnswerEarly(400, "INVALID_QUERY", comment), 1);

        assertThat(failure(camel.add(OWN_JOB, SIGNED_URL, Map.of(Cielo24Constants.EXTERNAL_ID, SIGNED_URL)))
                        .getMessage())
                .contains("Cannot be https://media.example.com/a.mp4")
                .doesNotContain("s3cr3t");
    }

    @Test
    void aJobThatWasCreatedAndRefusesTheMediaExplainsNothing() throws Exception {
        service.faults().next(new Fault.AnswerEarly(400, "INVALID_QUERY", "No"));

        assertThat(failure(camel.add(OWN_JOB, lecture(), Map.of())).getMessage())
                .endsWith("the service refused the media with HTTP 400 INVALID_QUERY: No");
    }

    @Test
    void aRefusalThatIsNotAboutTheExternalIdStands() throws Exception {
        service.faults().forCall(NEW, new Fault.AnswerEarly(400, "INVALID_OPTION", "No such language"), 1);

        assertThat(failure(camel.add(OWN_JOB + "&externalId=one", lecture(), Map.of())))
                .isInstanceOf(Cielo24ServiceException.class)
                .hasMessageContainingAll("No such language", "lists no job with the external id 'one'");
        assertThat(service.jobs()).isEmpty();
    }

    /** A route that files an unknown outcome for review must not get media that certainly was not sent. */
    @Test
    void theServiceCannotHaveTheMediaWhereTheJobIsUnknown() throws Exception {
        service.faults().forCall(NEW, Fault.status(500, 7), 1);

        Cielo24Exception failed = failure(camel.add(OWN_JOB, lecture(), Map.of()));

        assertThat(failed)
                .isInstanceOf(Cielo24TransportException.class)
                .hasMessageContainingAll("the media was not sent", "HTTP 500");
        assertThat(failed.getRetryAfter()).hasSeconds(7);
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            assertThat(cause).isNotInstanceOf(Cielo24UnknownOutcomeException.class);
        }
    }

    @Test
    void findsTheJobAtOnceWhereTheAnswerWasLost() throws Exception {
        service.faults().forCall(NEW, new Fault.DropAfterBody(true), 1);

        Exchange exchange = camel.add(OWN_JOB, lecture(), Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.JOB_CREATED))
                .isEqualTo(false);
        assertThat(service.requests(NEW)).hasSize(1);
        assertThat(service.requests(LIST)).hasSize(1);
        assertThat(service.media(onlyJob().jobId())).isPresent();
    }

    @Test
    void twoHundredRowsWithTwelveBadOnesMakeJobsThatAllHaveMedia() throws Exception {
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:csv")
                        .split(body().tokenize("\n"))
                        .doTry()
                        .to(OWN_JOB)
                        .doCatch(Cielo24InvalidRequestException.class)
                        .to("log:bad?level=OFF");
            }
        });
        List<String> bad =
                List.of("", "n/a", "ftp://a/b", "https://", "//a/b", "a.mp4", "http:", "?", "0", "-", "x y", "C:\\a");
        String csv = IntStream.range(0, 200)
                .mapToObj(row -> row % 17 == 0 ? bad.get(row / 17) : "https://media.example.com/" + row)
                .collect(Collectors.joining("\n"));

        camel.add("direct:csv", csv, Map.of());

        assertThat(service.jobs()).hasSize(188).allSatisfy(job -> assertThat(service.media(job.jobId()))
                .isPresent());
    }

    @Test
    void isAnOptionOfAddMediaOnly() {
        assertThatThrownBy(() -> camel.context().getEndpoint("cielo24:createJob?createJob=true"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("createJob=true is an option of cielo24:addMedia");
    }

    private Path lecture() throws IOException {
        return Files.write(folder.resolve("lecture.mp4"), new byte[1000]);
    }

    private CreatedJob onlyJob() {
        assertThat(service.jobs()).hasSize(1);
        return service.jobs().get(0);
    }

    /** As those of FTP: the file itself is not of this machine. */
    private record RemoteFile(Object body) implements WrappedFile<Object> {

        @Override
        public Object getFile() {
            return "what the server tells";
        }

        @Override
        public Object getBody() {
            return body;
        }

        @Override
        public long getFileLength() {
            return body instanceof byte[] bytes ? bytes.length : 1000;
        }
    }
}
