package com.cielo24.camel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import ch.qos.logback.classic.Level;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Secrets that stand in the URIs of a route: Camel's error handler, message history, tracer, events and JMX do not show
 * them while the route starts, runs and fails.
 */
@WithJmx
class SecretsInRoutesTest {

    private static final String SECRET = "5ec0e1d3adbeef";

    private final List<String> shown = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=demo&securekey=SECRET",
                "securekey=RAW(SECRET)&username=demo",
                "username=demo&password=SECRET",
                "apiToken=SECRET",
                "apiToken=SECRET&mediaUrl=RAW(https://media.example.com/a.mp4?e=1&sig=SECRET)",
                "mediaUrl=RAW(https://media.example.com/a.mp4?e=1&sig=SECRET)&username=demo&password=SECRET",
                "mediaUrl=https://media.example.com/a.mp4?sig=SECRET",
                "callbackUrl=https://hooks.example.com/SECRET/{iwp_name}",
                "callbackUrl=RAW(https://hooks.example.com/SECRET?job={job_id}&iwp={iwp_name})",
            })
    void showsNoSecretThatIsWrittenInARoute(String options) throws Exception {
        String operation = options.contains("callbackUrl") ? "performTranscription" : "addMedia";
        String uri = "cielo24:" + operation + "?" + options.replace("SECRET", SECRET);

        run(Level.DEBUG, List.of("to", "split", "multicast", "deadLetter"), new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:to").to(uri);
                from("direct:split").split(body()).to(uri);
                from("direct:multicast").multicast().parallelProcessing().to(uri, "log:done");
                from("direct:deadLetter").errorHandler(deadLetterChannel(uri)).to("cielo24:jobInfo");
            }
        });
    }

    /** Camel shows the URIs of toD and so on as they were written, in JMX. (At DEBUG it logs what placeholders are.) */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=demo&securekey={{secret}}",
                "username=demo&password={{secret}}",
                "apiToken={{secret}}",
                "username=demo&securekey={{secret}}&mediaUrl=RAW(https://media.example.com/a(1).mp4?e=1&sig={{secret}})",
            })
    void showsNoSecretOfAPlaceholder(String options) throws Exception {
        String uri = "cielo24:addMedia?" + options;

        run(Level.INFO, List.of("to", "toD", "wireTap", "enrich", "recipientList"), new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:to").to(uri);
                from("direct:toD").toD(uri + "&jobId=${header.job}");
                from("direct:wireTap").wireTap(uri);
                from("direct:enrich").enrich(uri);
                from("direct:recipientList").recipientList(constant(uri));
            }
        });
    }

    /** Camel quotes the URI of the route that it cannot create. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiTokn",
                "api_tokem",
                "securekye",
                "securkey",
                "SecureKeyy",
                "key",
                "pwd",
                "passwrd",
                "pasword",
                "mediUrl"
            })
    void showsNoSecretOfAMisspeltOptionInARoute(String option) throws Exception {
        try (WholeLog log = new WholeLog(Level.INFO);
                Cielo24Camel camel = Cielo24Camel.to("http://127.0.0.1:1", component -> {})) {
            Throwable refused = catchThrowable(() -> camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("cielo24:addMedia?jobId=" + JOB + "&" + option + "=" + SECRET);
                }
            }));

            assertThat(SecretsTest.stackTrace(refused)).contains(option).doesNotContain(SECRET);
            assertThat(log.lines()).noneMatch(line -> line.contains(SECRET));
        }
    }

    private void run(Level camelLevel, List<String> starts, RouteBuilder routes) throws Exception {
        try (WholeLog log = new WholeLog(camelLevel);
                Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl().toString(), component -> {}, this::watch)) {
            camel.withRoutes(routes);
            for (String start : starts) {
                Exchange exchange = camel.add(
                        "direct:" + start, "text is no media", Map.of(Cielo24Constants.JOB_ID, "no job", "job", JOB));
                if (exchange.getException() != null) {
                    shown.add(SecretsTest.stackTrace(exchange.getException()));
                }
            }
            shown.addAll(SecretsTest.jmx(camel.context()));
            shown.addAll(log.lines());
        }
        assertThat(shown.stream().filter(text -> text.contains("Message History")))
                .isNotEmpty();
        assertThat(shown.stream().filter(text -> text.contains(SECRET))).isEmpty();
    }

    private void watch(CamelContext context) {
        Properties placeholders = new Properties();
        placeholders.setProperty("secret", SECRET);
        context.getPropertiesComponent().setInitialProperties(placeholders);
        context.setMessageHistory(true);
        context.setTracing(true);
        context.setBacklogTracing(true);
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                shown.add(event.toString());
            }
        });
    }
}
