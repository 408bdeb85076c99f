package com.cielo24.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** Accounts whose endpoints look the same, as no secret and no username is shown, are never taken for each other. */
@WithJmx
class TwoAccountsTest {

    private static final String LOGIN = "/api/account/login";
    private static final String NEW_JOB = "/api/job/new";

    /** With a cache of producers, without, and with one that is always full. */
    @ParameterizedTest
    @ValueSource(ints = {1000, -1, 1})
    void givesEachUserItsOwnTokenWhereTheyShareAPassword(int cacheSize) throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder()
                        .anyJob()
                        .account(new Account("ann", "one-password", "5ec0e10240c1e10240c1e1024000000a"))
                        .account(new Account("bob", "one-password", "5ec0e10240c1e10240c1e1024000000b"))
                        .start();
                Cielo24Camel camel = to(
                        service.baseUrl().toString(),
                        "cielo24:createJob?username=${header.tenant}&password=one-password",
                        cacheSize)) {
            for (String user : List.of("ann", "bob", "bob", "ann", "bob")) {
                Exchange exchange =
                        camel.add("direct:in", null, Map.of("tenant", user, Cielo24Constants.JOB_NAME, user));
                assertThat(exchange.getException()).isNull();
            }

            assertThat(service.requests(LOGIN))
                    .extracting(request -> request.header("x-auth-user").get(0))
                    .containsExactly("ann", "bob");
            Map<String, Set<String>> tokens = service.requests(NEW_JOB).stream()
                    .map(request -> "?" + request.rawQuery())
                    .collect(groupingBy(
                            query -> option(query, "job_name"), mapping(query -> option(query, "api_token"), toSet())));
            assertThat(tokens.get("ann")).hasSize(1);
            assertThat(tokens.get("bob")).hasSize(1).isNotEqualTo(tokens.get("ann"));
        }
    }

    /** More than the caches of endpoints and producers hold, each twice, by several threads. */
    @Test
    void givesMoreThanAThousandUsersTheirOwnTokens() throws Exception {
        int users = 1_300;
        try (RawService service = RawService.start(TwoAccountsTest::answerByUser);
                Cielo24Camel camel = to(
                        service.baseUrl(), "cielo24:createJob?username=${header.tenant}&password=one-password", 1000)) {
            IntStream.range(0, 2 * users).parallel().forEach(i -> {
                String user = "user" + i % users;
                Exchange exchange =
                        camel.add("direct:in", null, Map.of("tenant", user, Cielo24Constants.JOB_NAME, user));
                assertThat(exchange.getException()).isNull();
            });

            List<String> jobs = service.heads().stream()
                    .filter(head -> head.contains(NEW_JOB))
                    .toList();
            assertThat(jobs).hasSize(2 * users);
            assertThat(jobs.stream().filter(head -> !option(head, "api_token").equals(token(option(head, "job_name")))))
                    .isEmpty();
        }
    }

    /** The token of a login tells whose it is. */
    private static void answerByUser(RawService.Peer peer) throws IOException {
        String user = peer.head().replaceFirst("(?is).*x-auth-user: (\\S+).*", "$1");
        peer.answer(
                200,
                peer.head().contains(LOGIN)
                        ? "{\"ApiToken\":\"" + token(user) + "\"}"
                        : "{\"JobId\":\"" + JOB + "\",\"TaskId\":\"41ec7d23fb4b45f9b48a13d0b7283bf2\"}");
    }

    private static String token(String user) {
        return HexFormat.of().formatHex(user.getBytes(StandardCharsets.US_ASCII));
    }

    private static String option(String head, String name) {
        return head.replaceFirst("(?s).*[?&]" + name + "=([^& ]*).*", "$1");
    }

    private static Cielo24Camel to(String baseUrl, String uri, int cacheSize) throws Exception {
        return Cielo24Camel.to(
                        baseUrl, component -> component.getConfiguration().setApiToken(null))
                .withRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").toD(uri, cacheSize);
                    }
                });
    }

    /** Where two show the same URI, each is there, with a name that shows no secret. */
    @Test
    void namesEndpointsApartInJmxThatDifferInASecretOnly() throws Exception {
        try (RawService service = RawService.start(RawService.Peer::added);
                Cielo24Camel camel = Cielo24Camel.to(service)) {
            camel.withRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ann").to("cielo24:addMedia?username=u&password=anns-password");
                    from("direct:bob").to("cielo24:addMedia?username=u&password=bobs-password");
                    from("direct:cid").to("cielo24:addMedia?username=cid&password=bobs-password");
                    from("direct:again").to("cielo24:addMedia?password=bobs-password&username=cid");
                    from("direct:plain").to("cielo24:jobInfo?jobId=ab");
                }
            });
            MBeanServer server =
                    camel.context().getManagementStrategy().getManagementAgent().getMBeanServer();
            ObjectName all = new ObjectName(
                    "org.apache.camel:context=" + camel.context().getManagementName() + ",type=endpoints,*");

            assertThat(server.queryNames(all, null))
                    .extracting(name -> ObjectName.unquote(name.getKeyProperty("name")))
                    .filteredOn(name -> name.startsWith("cielo24"))
                    .containsExactlyInAnyOrder(
                            "cielo24://addMedia?password=xxxxxx&username=xxxxxx&hash=1",
                            "cielo24://addMedia?password=xxxxxx&username=xxxxxx&hash=2",
                            "cielo24://addMedia?password=xxxxxx&username=xxxxxx&hash=3",
                            "cielo24://jobInfo?jobId=ab");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apiToken=aa | apiToken=bb",
                "username=a&securekey=cc | username=b&securekey=cc",
                "username=a&securekey=cc | username=a&securekey=dd",
                "username=a&password=cc | username=b&password=cc",
                "username=a&password=cc | username=a&password=dd",
                "username=a&password=cc | username=a&securekey=cc",
                "mediaUrl=https://a.example.com/?s=1 | mediaUrl=https://a.example.com/?s=2",
            })
    void takesNoEndpointForAnother(String one, String other) throws Exception {
        try (Cielo24Camel camel = Cielo24Camel.to("http://127.0.0.1:1", component -> {})) {
            CamelContext context = camel.context();
            Endpoint first = context.getEndpoint("cielo24:addMedia?" + one);
            Endpoint second = context.getEndpoint("cielo24:addMedia?" + other);

            assertThat(first).isNotEqualTo(second);
            assertThat(first.getEndpointKey()).isNotEqualTo(second.getEndpointKey());
            assertThat(new HashSet<>(List.of(first, second))).hasSize(2);
            assertThat(context.getCamelContextExtension().getPrototypeEndpoint("cielo24:addMedia?" + one))
                    .isEqualTo(first)
                    .hasSameHashCodeAs(first);
        }
    }
}
