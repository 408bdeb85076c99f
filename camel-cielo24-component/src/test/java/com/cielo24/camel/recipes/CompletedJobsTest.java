package com.cielo24.camel.recipes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The routes of "Knowing when a job is complete". */
class CompletedJobsTest extends Recipe {

    @Test
    void writesTheCaptionsOfAJobOnceItIsComplete() throws Exception {
        properties.setProperty("captions", folder.toString());
        Path store = folder.resolve("handled.txt");
        context.getRegistry().bind("handled", FileIdempotentRepository.fileIdempotentRepository(store.toFile()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("cielo24:completedJobs?idempotentRepository=#handled")
                        .choice()
                        .when(header("CamelCielo24JobOutcome").isEqualTo("complete"))
                        .to("cielo24:getCaption?captionFormat=SRT")
                        .to("file:{{captions}}?fileName=${header.CamelCielo24JobId}.srt")
                        .otherwise()
                        .to("direct:review");
                from("direct:review").to("mock:review");

                from("direct:callback").to("cielo24:completedJobs").setBody(constant("OK"));
            }
        });
        context.start();
        MockEndpoint review = context.getEndpoint("mock:review", MockEndpoint.class);
        template.requestBodyAndHeader("cielo24:addMedia", "https://media.example.com/a.mp4", "CamelCielo24JobId", JOB);
        template.requestBodyAndHeaders(
                "cielo24:performTranscription?fidelity=MECHANICAL&priority=STANDARD",
                null,
                Map.of("CamelCielo24JobId", JOB));

        await().untilAsserted(() -> {
            assertThat(template.requestBody("direct:callback", (Object) null)).isEqualTo("OK");
            assertThat(folder.resolve(JOB + ".srt")).exists();
        });
        await().until(() -> Files.exists(store) && Files.readString(store).contains(JOB + "/complete"));
        assertThat(Files.readString(folder.resolve(JOB + ".srt"))).contains("00:00:");
        assertThat(review.getReceivedCounter()).isZero();
    }
}
