package com.cielo24.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.client.Cielo24UnknownOutcomeException;
import com.cielo24.client.JobInfo;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;

/** What the service says must look like nothing else in a header or a log. The texts are as JSON writes them. */
class ControlCharactersTest {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]");

    private final Recorder log = new Recorder("com.cielo24");

    @AfterEach
    void stop() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc\\r\\nX-Evil: 1",
                "abc\\nX-Evil: 1",
                "abc\\u0000",
                "abc\\u0085def",
                "abc\\u2028def",
                "abc\\u2029def",
                "abc\\u001b[31mdef",
                "abc\\u007f",
                "\\tabc"
            })
    void areNowhere(String text) throws Exception {
        List<String> seen = new ArrayList<>();
        String answer =
                "{\"TaskId\":\"%1$s\",\"JobId\":\"%1$s\",\"ActiveJobs\":[{\"JobId\":\"%1$s\",\"ExternalID\":\"one\"}]}"
                        .formatted(text);
        try (RawService service = RawService.start(peer -> {
                    peer.readBody();
                    peer.answer(200, answer);
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            look(camel.add(new byte[10]), seen);
            look(camel.add("https://media.example.com/a.mp4"), seen);
            look(camel.add("cielo24:createJob", "Lecture", Map.of()), seen);
            look(camel.add("cielo24:findJob", "one", Map.of()), seen);
            look(camel.add("cielo24:jobInfo?jobId=" + JOB, null, Map.of()), seen);
            look(camel.add("cielo24:addEmbeddedMedia?jobId=" + JOB, "https://www.example.com/", Map.of()), seen);
        }
        assertThat(seen).isNotEmpty();
        seen.addAll(log.lines());
        assertThat(seen).noneMatch(shown -> CONTROL.matcher(shown).find()).noneMatch(shown -> shown.lines()
                .anyMatch(line -> line.startsWith("X-Evil")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ITEM_NOT_FOUND\\r\\nX-Evil: 1",
                "ITEM_NOT_FOUND\\u0000",
                "ITEM_NOT_FOUND\\u0085x",
                "ITEM_NOT_FOUND\\u2028x",
                "ITEM_NOT_FOUND\\u001b[31m"
            })
    void areInNoError(String text) throws Exception {
        List<String> seen = new ArrayList<>();
        String answer = "{\"ErrorType\":\"%1$s\",\"ErrorComment\":\"%1$s\"}".formatted(text);
        for (int status : new int[] {400, 503}) {
            try (RawService service = RawService.start(peer -> {
                        peer.readBody();
                        peer.answer(status, answer);
                    });
                    Cielo24Camel camel = Cielo24Camel.to(service)) {
                look(camel.add(new byte[10]), seen);
                look(camel.add("cielo24:createJob", "Lecture", Map.of()), seen);
                look(camel.add("cielo24:findJob", "one", Map.of()), seen);
                look(camel.add("cielo24:jobInfo?jobId=" + JOB, null, Map.of()), seen);
            }
        }
        seen.addAll(log.lines());
        assertThat(seen).hasSizeGreaterThan(8).noneMatch(shown -> CONTROL.matcher(shown)
                .find());
    }

    /** What of it a route or an operator gets to see. */
    private static void look(Exchange exchange, List<String> seen) {
        if (exchange.getException() != null) {
            Cielo24Exception end = failure(exchange);
            seen.add(end.getMessage());
            if (end instanceof Cielo24ServiceException refusal) {
                seen.add(String.valueOf(refusal.getErrorType()));
                seen.add(String.valueOf(refusal.getErrorComment()));
            } else {
                assertThat(end).isInstanceOf(Cielo24UnknownOutcomeException.class);
            }
            return;
        }
        Object body = exchange.getMessage().getBody();
        if (body instanceof JobInfo info) {
            // the others are for people, and of any text
            seen.add(info.jobId());
        } else {
            seen.add(String.valueOf(body));
        }
        exchange.getMessage().getHeaders().forEach((name, value) -> seen.add(name + "=" + value));
    }
}
