package com.cielo24.camel;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.JobInfo;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** The operations beside {@code addMedia}. */
class OperationsTest extends WithSimulator {

    private static final String NEW = "/api/job/new";

    @Test
    void createsAJobWithEveryParameter() {
        Exchange exchange = camel.add(
                "cielo24:createJob?language=de&requestor=ann&reference=r%2F1&subAccount=sub&expectedSpeakers=2"
                        + "&externalId=wrong&jobName=Lecture 1",
                new File("lecture.mp4"), Map.of(Cielo24Constants.EXTERNAL_ID, "a/b&c=ü"));

        String id = service.jobs().get(0).jobId();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.JOB_ID)).isEqualTo(id);
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.JOB_CREATED))
                .isEqualTo(true);
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.TASK_ID))
                .isEqualTo(service.jobs().get(0).taskId());
        assertThat(service.jobs().get(0).parameters())
                .containsOnly(
                        Map.entry("job_name", "Lecture 1"),
                        Map.entry("language", "de"),
                        Map.entry("external_id", "a/b&c=ü"),
                        Map.entry("username", "sub"),
                        Map.entry("requestor", "ann"),
                        Map.entry("reference", "r/1"),
                        Map.entry("expected_speakers", "2"));
    }

    @Test
    void aHeaderOverridesEachOption() {
        camel.add(
                "cielo24:createJob?language=de&requestor=ann&reference=r&subAccount=s&expectedSpeakers=2&jobName=n",
                null,
                Map.of(
                        Cielo24Constants.JOB_NAME, "N",
                        Cielo24Constants.LANGUAGE, "fr",
                        Cielo24Constants.SUB_ACCOUNT, "S",
                        Cielo24Constants.REQUESTOR, "Bob",
                        Cielo24Constants.REFERENCE, "R",
                        Cielo24Constants.EXPECTED_SPEAKERS, "3"));

        assertThat(service.jobs().get(0).parameters())
                .containsOnly(
                        Map.entry("job_name", "N"),
                        Map.entry("language", "fr"),
                        Map.entry("username", "S"),
                        Map.entry("requestor", "Bob"),
                        Map.entry("reference", "R"),
                        Map.entry("expected_speakers", "3"));
    }

    /** A signed URL, for one, is nothing that anybody but the service may see. */
    @ParameterizedTest
    @ValueSource(strings = {"Lecture", "https://media.example.com/a.mp4?signature=s3cr3t"})
    void leavesTheBodyAsItIsAndTakesNoNameFromIt(String body) {
        Exchange exchange = camel.add("cielo24:createJob", body, Map.of());

        assertThat(exchange.getMessage().getBody()).isEqualTo(body);
        assertThat(service.jobs().get(0).parameters()).isEmpty();
    }

    @Test
    void aJobIsCreatedAndGetsItsMediaWithoutGlue(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("lecture.mp4"), new byte[1000]);
        camel.withRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("cielo24:createJob").to("cielo24:addMedia");
            }
        });

        for (Object body : List.of(file.toFile(), new byte[1000], "https://media.example.com/a.mp4")) {
            assertThat(camel.add("direct:in", body, Map.of()).getException()).isNull();
        }

        assertThat(service.jobs()).hasSize(3).allSatisfy(job -> assertThat(service.media(job.jobId()))
                .isPresent());
    }

    @Test
    void aSecondJobWithTheSameExternalIdIsRefusedUnlessItIsAllowed() {
        camel.add("cielo24:createJob?externalId=one", null, Map.of());

        Cielo24Exception second = failure(camel.add("cielo24:createJob?externalId=one", null, Map.of()));
        assertThat(second)
                .isInstanceOf(Cielo24ServiceException.class)
                .hasMessageContainingAll("refused the request", "external id 'one'", "onExisting=find");
        assertThat(second.isRetryable()).isFalse();
        assertThat(camel.add("cielo24:createJob?externalId=one&allowDuplicate=true", null, Map.of())
                        .getException())
                .isNull();
        assertThat(service.jobs()).hasSize(2);
    }

    @Test
    void aJobWhoseAnswerWasLostCanBeFound() {
        service.faults().forCall(NEW, new Fault.DropAfterBody(true), 1);

        Cielo24Exception lost = failure(camel.add("cielo24:createJob?externalId=one", null, Map.of()));
        assertThat(lost).isInstanceOf(Cielo24UnknownOutcomeException.class);
        assertThat(service.requests(NEW)).hasSize(1);

        assertThat(camel.add("cielo24:findJob?externalId=one", null, Map.of())
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of(service.jobs().get(0).jobId()));
    }

    @Test
    void anAnswerWithoutAJobIdIsAnUnknownOutcome() {
        service.faults().forCall(NEW, Fault.emptyOk(), 1);

        assertThat(failure(camel.add("cielo24:createJob", null, Map.of())))
                .isInstanceOf(Cielo24UnknownOutcomeException.class)
                .hasMessageContaining("without a job id");
    }

    @Test
    void findsJobsTheOldestFirst() {
        for (String externalId : List.of("one", "two", "one")) {
            camel.add("cielo24:createJob?allowDuplicate=true&externalId=" + externalId, null, Map.of());
        }

        List<String> expected =
                List.of(service.jobs().get(0).jobId(), service.jobs().get(2).jobId());
        assertThat(camel.add("cielo24:findJob", "one", Map.of()).getMessage().getBody())
                .isEqualTo(expected);
        assertThat(camel.add("cielo24:findJob", null, Map.of(Cielo24Constants.EXTERNAL_ID, "one"))
                        .getMessage()
                        .getBody())
                .isEqualTo(expected);
        assertThat(camel.add("cielo24:findJob?externalId=none", null, Map.of())
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of());
    }

    @Test
    void findsTheJobsOfASubAccountWhereItIsNamed() {
        camel.add("cielo24:createJob?subAccount=sub&externalId=one", null, Map.of());
        List<String> expected = List.of(service.jobs().get(0).jobId());

        assertThat(found("cielo24:findJob?externalId=one&subAccount=sub", Map.of()))
                .isEqualTo(expected);
        assertThat(found("cielo24:findJob?externalId=one&subAccount=x", Map.of(Cielo24Constants.SUB_ACCOUNT, "sub")))
                .isEqualTo(expected);
        assertThat(found("cielo24:findJob?externalId=one", Map.of())).isEqualTo(List.of());
    }

    @Test
    void asksForAnExternalIdAsTheDocumentationWritesIt() {
        camel.add("cielo24:findJob?externalId=a%2Fb&subAccount=sub", null, Map.of());

        assertThat(service.requests("/api/job/list"))
                .singleElement()
                .satisfies(request -> assertThat(request.rawQuery()).contains("ExternalID=a%2Fb", "Username=sub"));
    }

    /** The newest first, without dates, and more than was asked for. */
    @Test
    void findsJobsWhateverElseTheServiceLists() throws Exception {
        try (RawService raw = RawService.start(peer -> peer.answer(
                        200,
                        "{\"ActiveJobs\": [{\"JobId\": \"c3\", \"ExternalID\": \"one\"}, {\"JobId\": \"b2\","
                                + " \"ExternalID\": \"two\"}, {\"JobId\": \"a1\", \"ExternalId\": \"one\"}]}"));
                Cielo24Camel other = Cielo24Camel.to(raw)) {
            assertThat(other.add("cielo24:findJob", "one", Map.of())
                            .getMessage()
                            .getBody())
                    .isEqualTo(List.of("a1", "c3"));
        }
    }

    @Test
    void asksAboutAJob() {
        camel.add("cielo24:createJob?externalId=one&jobName=Lecture", null, Map.of());
        String id = service.jobs().get(0).jobId();

        JobInfo before = info(id);
        assertThat(before.jobId()).isEqualTo(id);
        assertThat(before.jobName()).isEqualTo("Lecture");
        assertThat(before.externalId()).isEqualTo("one");
        assertThat(before.jobStatus()).isEqualTo("Pending");
        assertThat(before.mediaLengthSeconds()).isNull();
        assertThat(before.hasMedia()).isFalse();
        camel.add("cielo24:addMedia", new byte[64_000], Map.of(Cielo24Constants.JOB_ID, id));
        assertThat(info(id).mediaLengthSeconds()).isEqualTo(2.0);
        assertThat(info(id).hasMedia()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExternalID", "ExternalId"})
    void readsBothSpellingsOfTheExternalId(String spelling) throws Exception {
        try (RawService raw = RawService.start(
                        peer -> peer.answer(200, "{\"JobId\":\"64be\",\"" + spelling + "\":\"one\"}"));
                Cielo24Camel other = Cielo24Camel.to(raw)) {
            JobInfo info = other.add("cielo24:jobInfo?jobId=64be", null, Map.of())
                    .getMessage()
                    .getBody(JobInfo.class);

            assertThat(info.externalId()).isEqualTo("one");
            assertThat(info.other()).isEmpty();
        }
    }

    @Test
    void keepsWhatItDoesNotKnowAboutAJob() throws Exception {
        try (RawService raw = RawService.start(peer -> peer.answer(200, "", """
                        {"JobId":"64be","MediaLengthSeconds":"12.5","Priority":null,"JobName":7,"Options":{"a":[1,true]}}
                        """));
                Cielo24Camel other = Cielo24Camel.to(raw)) {
            JobInfo info = other.add("cielo24:jobInfo?jobId=64be", null, Map.of())
                    .getMessage()
                    .getBody(JobInfo.class);

            assertThat(info.mediaLengthSeconds()).isEqualTo(12.5);
            assertThat(info.priority()).isNull();
            assertThat(info.jobName()).isNull();
            assertThat(info.other()).isEqualTo(Map.of("JobName", 7, "Options", Map.of("a", List.of(1, true))));
        }
    }

    @Test
    void addsTheVideoOfAPage() {
        Exchange exchange =
                camel.add("cielo24:addEmbeddedMedia?jobId=" + JOB, "https://www.youtube.com/watch?v=a&b=c", Map.of());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody())
                .isEqualTo(service.media(JOB).orElseThrow().taskId());
        assertThat(exchange.getMessage().getHeader(Cielo24Constants.JOB_ID)).isEqualTo(JOB);
        assertThat(service.media(JOB).orElseThrow().mediaUrl()).isEqualTo("https://www.youtube.com/watch?v=a&b=c");
        assertThat(service.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cielo24:addEmbeddedMedia?jobId=64be",
                "cielo24:addEmbeddedMedia?jobId=64be&mediaUrl=ftp://a/b",
                "cielo24:addEmbeddedMedia?mediaUrl=https://a/b",
                "cielo24:createJob?expectedSpeakers=0",
                "cielo24:jobInfo",
                "cielo24:jobInfo?jobId=xyz",
                "cielo24:authorizeJob",
                "cielo24:deleteJob?jobId=xyz",
                "cielo24:findJob",
            })
    void refusesWhatCannotBeRightBeforeAnythingIsSent(String uri) {
        assertThat(failure(camel.add(uri, null, Map.of()))).isInstanceOf(Cielo24InvalidRequestException.class);
        assertThat(service.jobs()).isEmpty();
        assertThat(service.requests("/api/job/info")).isEmpty();
        assertThat(service.requests("/api/job/list")).isEmpty();
    }

    @Test
    void refusesAHeaderThatIsNoNumber() {
        assertThat(failure(camel.add("cielo24:createJob", null, Map.of(Cielo24Constants.EXPECTED_SPEAKERS, "many"))))
                .isInstanceOf(Cielo24InvalidRequestException.class)
                .hasMessageContaining(Cielo24Constants.EXPECTED_SPEAKERS);
    }

    @Test
    void authorizesAJobThatWaits() throws Exception {
        try (Cielo24Simulator held = Cielo24Simulator.builder()
                        .authorizationRequired()
                        .transcriptionTime(Duration.ofHours(1))
                        .start();
                Cielo24Camel other = Cielo24Camel.to(held)) {
            String id = held.newJob();
            Map<String, Object> headers = Map.of(Cielo24Constants.JOB_ID, id);
            other.add("cielo24:addMedia", "https://media.example.com/a.mp4", headers);
            other.add("cielo24:performTranscription?fidelity=PREMIUM", null, headers);
            assertThat(info(other, id).jobStatus()).isEqualTo("Authorizing");

            // it is safe to repeat
            for (int attempt = 0; attempt < 2; attempt++) {
                Exchange exchange = other.add("cielo24:authorizeJob", "body", headers);
                assertThat(exchange.getException()).isNull();
                assertThat(exchange.getMessage().getBody()).isEqualTo("body");
                assertThat(info(other, id).jobStatus()).isEqualTo("In Process");
            }
        }
    }

    @Test
    void deletesAJobAndSaysSoIfThereIsNone() {
        camel.add("cielo24:createJob?externalId=one", null, Map.of());
        Map<String, Object> headers =
                Map.of(Cielo24Constants.JOB_ID, service.jobs().get(0).jobId());

        Exchange deleted = camel.add("cielo24:deleteJob", "body", headers);
        assertThat(deleted.getException()).isNull();
        assertThat(deleted.getMessage().getBody()).isEqualTo("body");
        assertThat(deleted.getMessage().getHeader(Cielo24Constants.JOB_DELETED)).isEqualTo(true);
        assertThat(deleted.getMessage().getHeader(Cielo24Constants.TASK_ID)).isNotNull();
        assertThat(found("cielo24:findJob?externalId=one", Map.of())).isEqualTo(List.of());
    }

    /** A compensation that is repeated after a lost answer. */
    @Test
    void deletingAJobThatIsGoneSucceeds() throws Exception {
        try (RawService raw = RawService.start(peer -> peer.answer(400, "{\"ErrorType\":\"ITEM_NOT_FOUND\"}"));
                Cielo24Camel other = Cielo24Camel.to(raw)) {
            Exchange gone = other.add("cielo24:deleteJob?jobId=64be", null, Map.of(Cielo24Constants.TASK_ID, "old"));

            assertThat(gone.getException()).isNull();
            assertThat(gone.getMessage().getHeader(Cielo24Constants.JOB_DELETED))
                    .isEqualTo(false);
            assertThat(gone.getMessage().getHeader(Cielo24Constants.TASK_ID)).isNull();
        }
    }

    @Test
    void aJobThatCannotBeDeletedIsARefusal() throws Exception {
        try (RawService raw = RawService.start(peer -> peer.answer(400, "{\"ErrorType\":\"INVALID_QUERY\"}"));
                Cielo24Camel other = Cielo24Camel.to(raw)) {
            assertThat(failure(other.add("cielo24:deleteJob?jobId=64be", null, Map.of())))
                    .isInstanceOf(Cielo24ServiceException.class);
        }
    }

    private Object found(String uri, Map<String, Object> headers) {
        return camel.add(uri, null, headers).getMessage().getBody();
    }

    private JobInfo info(String jobId) {
        return info(camel, jobId);
    }

    private static JobInfo info(Cielo24Camel camel, String jobId) {
        return camel.add("cielo24:jobInfo", null, Map.of(Cielo24Constants.JOB_ID, jobId))
                .getMessage()
                .getBody(JobInfo.class);
    }
}
