package com.cielo24.camel;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Camel's dev console {@code cielo24}. */
class DevConsoleTest {

    private static DevConsole console(CamelContext context) {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        return registry.resolveById("cielo24");
    }

    private static String text(Cielo24Camel camel) {
        return (String) console(camel.context()).call(DevConsole.MediaType.TEXT, Map.of());
    }

    private static JsonNode json(Cielo24Camel camel) throws Exception {
        Object json = console(camel.context()).call(DevConsole.MediaType.JSON, Map.of());
        return new ObjectMapper().readTree(((JsonObject) json).toJson()).at("/components/0");
    }

    @Test
    void showsUploadsAndOutcomes() throws Exception {
        try (PausedService service = new PausedService();
                Cielo24Camel camel = Cielo24Camel.to(service.raw())) {
            CompletableFuture<Exchange> sent =
                    CompletableFuture.supplyAsync(() -> camel.add(new byte[PausedService.SIZE]));
            await().untilAsserted(() -> assertThat(text(camel))
                    .contains("Uploads: 1,")
                    .containsPattern("job " + JOB + ": \\d{8} of 64000000 bytes, \\d\\d %, \\d+\\.\\d MB/s"));
            JsonNode upload = json(camel).at("/uploads/0");
            assertThat(upload.get("percent").asInt()).isBetween(15, 99);
            assertThat(upload.get("bytesPerSecond").asLong()).isNotNegative();
            assertThat(upload.get("jobId").asText()).isEqualTo(JOB);
            service.takeTheRest();
            Object task = sent.get().getMessage().getBody();

            assertThat(text(camel))
                    .contains("Uploads: 0,")
                    .contains("job " + JOB + ": added, 64000000 bytes in ")
                    .contains("task " + task);
            assertThat(json(camel).get("uploads")).isEmpty();
            JsonNode outcome = json(camel).at("/outcomes/0");
            assertThat(outcome.get("outcome").asText()).isEqualTo("added");
            assertThat(outcome.get("mode").asText()).isEqualTo("upload");
            assertThat(outcome.get("bytes").asLong()).isEqualTo(PausedService.SIZE);
            assertThat(outcome.get("taskId").asText()).isEqualTo(task);
        }
    }

    @Test
    void remembersTheLastOutcomesTheNewestFirst() throws Exception {
        try (RawService service = RawService.start(RawService.Peer::added);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            for (int i = 0; i < 30; i++) {
                camel.add("https://media.example.com/a.mp4");
            }
            camel.add("text");

            assertThat(json(camel).get("outcomes")).hasSize(20);
            JsonNode newest = json(camel).at("/outcomes/0");
            assertThat(newest.get("outcome").asText()).isEqualTo("invalid");
            assertThat(newest.get("reason").asText()).startsWith("Job " + JOB + ": ");
            assertThat(json(camel).at("/ended/added").asLong()).isEqualTo(30);
        }
    }
}
