package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.TOKEN;
import static com.cielo24.camel.Cielo24Camel.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The token is nowhere to be seen, whatever happens: with every logger at TRACE but Camel's own, which says at that
 * level each URI as it is written.
 */
@WithJmx
class SecretsTest {

    private static final String MEDIA_URL = "https://jane:open-sesame@media.example.com/a.mp4?signature=s3cr3t-s1gn";

    private WholeLog log;

    @BeforeEach
    void record() {
        log = new WholeLog();
    }

    @AfterEach
    void stop() {
        log.close();
    }

    /** What a service, or something in front of it, may do with what it got: say it back. */
    static Stream<RawService.Behaviour> tellTales() {
        String echo = "{\"ErrorType\":\"" + TOKEN + "\",\"ErrorComment\":\"no such token: " + TOKEN + "\"}";
        return Stream.of(
                RawService.Peer::added,
                peer -> peer.answer(400, echo),
                peer -> peer.answer(200, echo),
                peer -> peer.answer(302, "Location: https://elsewhere.example.com/?api_token=" + TOKEN + "\r\n", ""),
                peer -> peer.answer(400, "X-Echo: " + TOKEN + "\r\nSet-Cookie: t=" + TOKEN + "\r\n", echo),
                peer -> peer.send("HTTP/9.9 " + TOKEN + " " + TOKEN + "\r\n\r\n"),
                peer -> peer.send(TOKEN + "\r\n\r\n"),
                peer -> peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + TOKEN + "\r\n\r\n"),
                peer -> peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: " + TOKEN + "\r\n\r\n"),
                peer -> peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + TOKEN + "\r\n"),
                peer -> peer.send("HTTP/1.1 200 OK\r\n" + TOKEN + "\r\n\r\n"),
                peer -> peer.answer(401, "WWW-Authenticate: Basic realm=\"" + TOKEN + "\"\r\n", echo),
                RawService.Peer::reset);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("tellTales")
    void showsNoTokenWhateverTheServiceSays(RawService.Behaviour behaviour) throws Exception {
        List<Object> bodies = List.of(
                new byte[1_000], new ByteArrayInputStream(new byte[1_000]), "https://media.example.com/a.mp4", "text");
        for (Object body : bodies) {
            try (RawService service = RawService.start(peer -> {
                        peer.readBody();
                        behaviour.behave(peer);
                        peer.socket.close();
                    });
                    Cielo24Camel camel = Cielo24Camel.to(service)) {
                String asOption = "cielo24:addMedia?apiToken=RAW(" + TOKEN + ")&jobId=" + JOB;
                for (String uri : List.of("cielo24:addMedia", asOption)) {
                    Exchange exchange = camel.add(uri, body, Map.of(Cielo24Constants.JOB_ID, JOB));
                    assertShowsNo(TOKEN, stackTrace(exchange.getException()));
                    assertShowsNo(TOKEN, exchange.getMessage().getHeaders().toString());
                }
            }
        }
        assertThat(log.lines()).as("recorded").hasSizeGreaterThan(100);
        log.lines().forEach(line -> assertShowsNo(TOKEN, line));
    }

    @Test
    void showsNoTokenWithoutAConnection() throws Exception {
        try (Cielo24Camel camel = Cielo24Camel.to("http://127.0.0.1:1", component -> {})) {
            assertShowsNo(TOKEN, stackTrace(camel.add(new byte[1]).getException()));
        }
        log.lines().forEach(line -> assertShowsNo(TOKEN, line));
    }

    @Test
    void showsNoTokenOfAnEndpointThatCannotBeMade() throws Exception {
        try (Cielo24Camel camel = Cielo24Camel.to("http://127.0.0.1:1", component -> {})) {
            for (String wrong : List.of(
                    "cielo24:addMedia?apiToken=" + TOKEN + "&mode=upload&allowDuplicate=true",
                    "cielo24:addMedia?apiToken=RAW(" + TOKEN + ")&noSuchOption=1",
                    "cielo24:addMedia?apiToken=" + TOKEN + "&stallTimeout=abc",
                    "cielo24:addMedia?apiToken=" + TOKEN + "&baseUrl=http://example.com",
                    "cielo24:noSuchOperation?apiToken=" + TOKEN)) {
                assertShowsNo(
                        TOKEN, stackTrace(catchThrowable(() -> camel.context().getEndpoint(wrong))));
            }
        }
        log.lines().forEach(line -> assertShowsNo(TOKEN, line));
    }

    @Test
    void showsNoTokenInJmxNorInTheNamesOfThings() throws Exception {
        try (RawService service = RawService.start(RawService.Peer::added);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("cielo24:addMedia?apiToken=RAW(" + TOKEN + ")&jobId=" + JOB);
                }
            });
            camel.add("direct:in", "https://media.example.com/a.mp4", Map.of());

            List<String> shown = jmx(camel.context());
            assertThat(shown).anyMatch(value -> value.contains("cielo24://addMedia"));
            shown.forEach(value -> assertShowsNo(TOKEN, value));
            for (Endpoint endpoint : camel.context().getEndpoints()) {
                assertShowsNo(TOKEN, endpoint.toString());
                assertShowsNo(TOKEN, endpoint.getEndpointUri());
                assertShowsNo(TOKEN, endpoint.getEndpointKey());
                assertShowsNo(TOKEN, endpoint.createProducer().toString());
            }
        }
    }

    /** What the service says back is in the last outcomes, and so in all that an operator sees. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("tellTales")
    void showsNoTokenToAnOperator(RawService.Behaviour behaviour) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        List<String> shown = new ArrayList<>();
        EventNotifierSupport notifier = new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                shown.add(event instanceof UploadEvent upload ? upload.getReason() + upload : event.toString());
            }
        };
        try (RawService service = RawService.start(peer -> {
                    peer.readBody();
                    behaviour.behave(peer);
                    peer.socket.close();
                });
                Cielo24Camel camel = Cielo24Camel.to(service.baseUrl(), component -> {}, context -> {
                    context.getRegistry().bind("meters", meters);
                    context.getManagementStrategy().addEventNotifier(notifier);
                    HealthCheckHelper.getHealthCheckRepository(context, "producers")
                            .setEnabled(true);
                })) {
            camel.add(new byte[1_000]);
            camel.add(MEDIA_URL);

            DevConsole console = camel.context()
                    .getCamelContextExtension()
                    .getContextPlugin(DevConsoleRegistry.class)
                    .resolveById("cielo24");
            shown.add(console.call(DevConsole.MediaType.TEXT, Map.of()).toString());
            shown.add(console.call(DevConsole.MediaType.JSON, Map.of()).toString());
            shown.add(meters.getMetersAsString());
            HealthCheckHelper.invoke(camel.context())
                    .forEach(result -> shown.add(result.getMessage() + " " + result.getDetails()));
            shown.addAll(jmx(camel.context()));
        }
        assertThat(shown)
                .anyMatch(text -> text.contains("Latest outcomes"))
                .anyMatch(text -> text.contains("cielo24.sent"));
        for (String secret : List.of(TOKEN, "open-sesame", "s3cr3t-s1gn")) {
            shown.forEach(text -> assertShowsNo(secret, text));
        }
        log.lines().forEach(line -> assertShowsNo(TOKEN, line));
    }

    /** A signed URL is as good as a password to the media. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("tellTales")
    void showsNoSecretOfAMediaUrl(RawService.Behaviour behaviour) throws Exception {
        try (RawService service = RawService.start(behaviour);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            for (String url : List.of(MEDIA_URL, MEDIA_URL.replace("https://", "https:///"))) {
                Exchange exchange = camel.add(
                        "cielo24:addMedia",
                        null,
                        Map.of(Cielo24Constants.JOB_ID, JOB, Cielo24Constants.MEDIA_URL, url));
                assertShowsNo("s3cr3t-s1gn", stackTrace(exchange.getException()));
                assertShowsNo("open-sesame", stackTrace(exchange.getException()));
            }
        }
        log.lines().stream()
                .filter(line -> line.startsWith("com.cielo24") || line.startsWith("org.apache.hc"))
                .forEach(line -> {
                    assertShowsNo("s3cr3t-s1gn", line);
                    assertShowsNo("open-sesame", line);
                });
    }

    /** Plain, percent-encoded, and in part. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("echoes")
    void showsNoSecretOfAMediaUrlThatIsSaidBack(RawService.Behaviour echo) throws Exception {
        try (RawService service = RawService.start(peer -> {
                    echo.behave(peer);
                    peer.socket.close();
                });
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            Exchange exchange = camel.add(MEDIA_URL + "&for=Jane Doe");

            String shown = stackTrace(exchange.getException());
            assertThat(shown).contains("xxxxxx");
            assertShowsNo("s3cr3t-s1gn", shown);
            assertShowsNo("open-sesame", shown);
            assertShowsNo("Doe", shown);
        }
    }

    static Stream<RawService.Behaviour> echoes() {
        return Stream.of(
                peer -> peer.answer(400, "{\"ErrorComment\":\"cannot reach " + MEDIA_URL + "&for=Jane Doe\"}"),
                peer -> peer.answer(
                        400,
                        "{\"ErrorComment\":\"bad request: "
                                + peer.head().lines().findFirst().orElseThrow() + "\"}"),
                peer -> peer.answer(400, "{\"ErrorType\":\"s3cr3t-s1gn\",\"ErrorComment\":\"jane:open-sesame\"}"),
                peer -> peer.send(peer.head()));
    }

    /** Signed URLs may well stand in an endpoint's options. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cielo24:addMedia?mediaUrl=RAW(" + MEDIA_URL + "&b=c)&jobId=" + JOB,
                "cielo24:addMedia?jobId=" + JOB + "&mediaUrl=RAW{" + MEDIA_URL + "}",
                "cielo24:addMedia?mediaUrl=https%3A%2F%2Fjane%3Aopen-sesame%40media.example.com%2Fa%3Fs%3Ds3cr3t-s1gn",
            })
    void showsNoMediaUrlInTheNameOfAnEndpoint(String uri) throws Exception {
        try (RawService service = RawService.start(RawService.Peer::added);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            Cielo24Endpoint endpoint = camel.context().getEndpoint(uri, Cielo24Endpoint.class);

            assertThat(endpoint.getMediaUrl()).contains("s3cr3t-s1gn");
            for (String shown : List.of(
                    endpoint.toString(),
                    endpoint.getEndpointUri(),
                    endpoint.getEndpointKey(),
                    endpoint.createProducer().toString())) {
                assertThat(shown).contains("mediaUrl=xxxxxx");
                assertShowsNo("s3cr3t-s1gn", shown);
                assertShowsNo("open-sesame", shown);
            }
        }
    }

    @Test
    void showsNeitherTheKeyNorTheTokensOfASession() throws Exception {
        Account account = Cielo24Simulator.DEMO_ACCOUNT;
        try (Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start()) {
            try (Cielo24Camel camel = camel(service.baseUrl().toString(), account.securekey())) {
                camel.add(new byte[10]);
                service.expireSessions();
                camel.add(new byte[10]);
                assertThat(camel.context().getEndpoints().toString()).doesNotContain(account.securekey());
            }
            assertShowsNo(account.securekey(), String.join("\n", log.lines()));
            assertThat(service.requests()).hasSize(3);
            service.requests()
                    .forEach(request -> assertShowsNo(
                            request.rawQuery().replaceFirst(".*api_token=([0-9a-f]+).*", "$1"),
                            String.join("\n", log.lines())));
        }
    }

    @Test
    void showsNoKeyThatTheServiceSaysBack() throws Exception {
        String key = "5ec0e10240c1e10240c1e10240c1e999";
        try (RawService service = RawService.start(peer ->
                        peer.answer(400, "", "{\"ErrorType\":\"LOGIN_INVALID\",\"ErrorComment\":\"no " + key + "\"}"));
                Cielo24Camel camel = camel(service.baseUrl(), key)) {
            Exchange exchange = camel.add(new byte[10]);

            assertThat(failure(exchange)).hasMessageContaining("LOGIN_INVALID: no xxxxxx");
            assertShowsNo(key, String.join("\n", log.lines()));
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Correct the username"))
                    .hasSize(1);
        }
    }

    private static Cielo24Camel camel(String baseUrl, String securekey) throws Exception {
        return Cielo24Camel.to(baseUrl, component -> {
            component.getConfiguration().setApiToken(null);
            component.getConfiguration().setUsername("demo");
            component.getConfiguration().setSecurekey(securekey);
        });
    }

    private static void assertShowsNo(String secret, String text) {
        assertThat(text).doesNotContain(secret);
    }

    static String stackTrace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(trace));
        }
        return trace.toString();
    }

    static List<String> jmx(CamelContext context) throws Exception {
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        List<String> shown = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            shown.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    shown.add(String.valueOf(server.getAttribute(name, attribute.getName())));
                } catch (javax.management.JMException e) {
                    // not readable: shows nothing
                }
            }
        }
        return shown;
    }
}
