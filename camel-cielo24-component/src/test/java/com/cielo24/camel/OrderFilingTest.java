package com.cielo24.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.ledger.JdbcMediaLedger;
import com.cielo24.ledger.TestDatabase;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files whose job has them, and whose order fails: where they end, and what is said of them. */
class OrderFilingTest {

    private static final String PERFORM = "/api/job/perform_transcription";
    private static final String HAS_MEDIA = "The job has the media: do not send it again.";

    @TempDir
    Path base;

    private final Cielo24Simulator service = Cielo24Simulator.builder()
            .anyJob()
            .transcriptionTime(Duration.ofHours(1))
            .start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MediaFileFilter media = new MediaFileFilter();
    private JdbcMediaLedger ledger;
    private MediaFiling filing;

    @BeforeEach
    void start() throws Exception {
        Path inbox = Files.createDirectory(base.resolve("inbox"));
        filing = new MediaFiling(base.toFile());
        filing.setRetryDelay(Duration.ofMillis(100));
        media.setSettle(Duration.ofMillis(50));
        ledger = new JdbcMediaLedger(TestDatabase.connect(TestDatabase.SQLITE.create(base)), Duration.ofSeconds(1));
        Cielo24Component component = new Cielo24Component();
        component.getConfiguration().setBaseUrl(service.baseUrl().toString());
        component.getConfiguration().setApiToken(service.apiToken());
        context.addComponent("cielo24", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                bindToRegistry("ledger", ledger);
                bindToRegistry("mediaFiles", media);
                bindToRegistry("filing", filing);
                onException(Cielo24Exception.class)
                        .onWhen(simple("${file:name} == 'handled.mp4'"))
                        .handled(true);
                from("file:" + inbox + "?initialDelay=0&delay=20"
                                + "&filter=#mediaFiles&processStrategy=#filing&pollStrategy=#filing")
                        .to("cielo24:addMedia?createJob=true")
                        .to("cielo24:performTranscription?fidelity=PREMIUM");
                from("direct:order")
                        .to("cielo24:performTranscription?fidelity=PREMIUM")
                        .setBody(MediaReport::of);
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        ledger.close();
        service.close();
    }

    private JsonNode reportOf(String name, String folder) throws Exception {
        Path unfinished = Files.writeString(base.resolve(name), name);
        Files.move(unfinished, base.resolve("inbox").resolve(name));
        Path report = base.resolve(folder).resolve(name + (folder.equals("done") ? ".result.json" : ".error.json"));
        await().until(() -> Files.exists(report));
        return new ObjectMapper().readTree(report.toFile());
    }

    @Test
    void aFileThatMayBeOrderedLaterStaysAndIsOrderedOnce() throws Exception {
        service.faults().forCall(PERFORM, Fault.status(429), 1);
        service.faults().forCall(PERFORM, new Fault.DropAfterBody(true), 1);

        JsonNode report = reportOf("a.mp4", "done");

        assertThat(report.get("addedBefore").asBoolean()).isTrue();
        assertThat(service.requests(PERFORM)).hasSize(2);
        assertThat(service.orders()).hasSize(1);
        assertThat(service.media()).hasSize(1);
        assertThat(service.requestCount()).isEqualTo(1);
    }

    @Test
    void aPersonMustLookAtAFileWhoseOrderIsRefused() throws Exception {
        for (String name : new String[] {"a.mp4", "handled.mp4"}) {
            service.faults()
                    .forCall(PERFORM, new Fault.Status(400, Map.of(), "{\"ErrorType\":\"ACCOUNT_UNPRIVILEGED\"}"), 1);

            JsonNode report = reportOf(name, "review");

            assertThat(report.get("what").asText()).isEqualTo("added, but the order was refused by the service");
            assertThat(report.get("whatToDo").asText()).contains(HAS_MEDIA, "order the transcription");
            assertThat(report.get("errorType").asText()).isEqualTo("ACCOUNT_UNPRIVILEGED");
            assertThat(report.get("task").asText()).isNotEmpty();
            assertThat(report.get("outcomeUnknown").asBoolean()).isFalse();
        }
    }

    @Test
    void aPersonMustLookAtAFileThatMayBeOrdered() throws Exception {
        // the first attempt is lost, and the service does not say what became of it
        service.faults().forCall(PERFORM, new Fault.DropAfterBody(true), 1);
        service.faults()
                .forCall(
                        "/api/job/info",
                        new Fault.Status(200, Map.of(), "{\"JobId\":\"" + JOB + "\",\"JobStatus\":\"Pending\"}"),
                        1);

        JsonNode report = reportOf("a.mp4", "review");

        assertThat(report.get("what").asText()).isEqualTo("added, but it is not known whether the job was ordered");
        assertThat(report.get("whatToDo").asText()).contains(HAS_MEDIA, "an order costs money");
        assertThat(report.get("outcomeUnknown").asBoolean()).isTrue();
        assertThat(service.requests(PERFORM)).hasSize(1);
    }

    /** The media was added by somebody else. */
    @Test
    void reportsAnOrderWithoutMedia() {
        service.faults().forCall(PERFORM, new Fault.Status(400, Map.of(), ""), 1);
        var exchange = context.createProducerTemplate()
                .send("direct:order", sent -> sent.getMessage().setHeader(Cielo24Constants.JOB_ID, JOB));

        Map<String, Object> report = MediaReport.of(exchange);

        assertThat(report)
                .containsEntry("what", "the order was refused by the service")
                .containsEntry("outcomeUnknown", false);
        assertThat(report.get("whatToDo").toString()).doesNotContain("media");
    }
}
