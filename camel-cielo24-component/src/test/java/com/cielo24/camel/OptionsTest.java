package com.cielo24.camel;

import java.util.List;
import java.util.function.Consumer;

import org.apache.camel.CamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Options, and which of them are refused when the endpoint is created.
 */
class OptionsTest {

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void hasTheDocumentedDefaults() {
        Cielo24Endpoint endpoint = endpoint("cielo24:addMedia");
        Cielo24Configuration configuration = endpoint.getConfiguration();

        assertThat(endpoint.getOperation()).isEqualTo(Cielo24Operation.addMedia);
        assertThat(endpoint.getMode()).isEqualTo(Cielo24Mode.auto);
        assertThat(endpoint.isAllowDuplicate()).isFalse();
        assertThat(endpoint.isSingleton()).isTrue();
        assertThat(configuration.getBaseUrl()).isEqualTo("https://api.cielo24.com");
        assertThat(configuration.getConnectTimeout()).isEqualTo(30_000);
        assertThat(configuration.getResponseTimeout()).isEqualTo(300_000);
        assertThat(configuration.getStallTimeout()).isEqualTo(60_000);
        assertThat(configuration.getMaxUploadSize()).isEqualTo(10_737_418_239L);
    }

    @Test
    void setsEachOptionByItsName() {
        Cielo24Endpoint endpoint = endpoint("cielo24:addMedia?baseUrl=https://eu.example.com/api&apiToken=7ca5"
                + "&jobId=64be&mediaUrl=RAW(https://media.example.com/a.mp4?b=c&d=e+f%20g)&mode=url"
                + "&allowDuplicate=true&checksum=true&connectTimeout=5s&responseTimeout=2m&stallTimeout=1500"
                + "&maxUploadSize=1000&spoolDirectory=/var/spool/media");
        Cielo24Configuration configuration = endpoint.getConfiguration();

        assertThat(configuration.getBaseUrl()).isEqualTo("https://eu.example.com/api");
        assertThat(configuration.getApiToken()).isEqualTo("7ca5");
        assertThat(endpoint.getJobId()).isEqualTo("64be");
        assertThat(endpoint.getMediaUrl()).isEqualTo("https://media.example.com/a.mp4?b=c&d=e+f%20g");
        assertThat(endpoint.getMode()).isEqualTo(Cielo24Mode.url);
        assertThat(endpoint.isAllowDuplicate()).isTrue();
        assertThat(endpoint.isChecksum()).isTrue();
        assertThat(configuration.getConnectTimeout()).isEqualTo(5_000);
        assertThat(configuration.getResponseTimeout()).isEqualTo(120_000);
        assertThat(configuration.getStallTimeout()).isEqualTo(1_500);
        assertThat(configuration.getMaxUploadSize()).isEqualTo(1_000);
        assertThat(configuration.getSpoolDirectory()).isEqualTo("/var/spool/media");
    }

    @Test
    void takesWhatTheComponentSaysUnlessTheEndpointSaysOtherwise() {
        Cielo24Component component = context.getComponent("cielo24", Cielo24Component.class);
        component.getConfiguration().setStallTimeout(1_234);
        component.getConfiguration().setApiToken("aaaa");

        assertThat(endpoint("cielo24:addMedia").getConfiguration().getStallTimeout())
                .isEqualTo(1_234);
        assertThat(endpoint("cielo24:addMedia?stallTimeout=5")
                        .getConfiguration()
                        .getStallTimeout())
                .isEqualTo(5);
        assertThat(component.getConfiguration().getStallTimeout()).isEqualTo(1_234);
    }

    /** In any of the spellings that Camel accepts. */
    @ParameterizedTest
    @ValueSource(strings = {"apiToken", "apitoken", "api-token", "APITOKEN"})
    void letsAnEndpointOverrideTheAccountOfTheComponent(String option) {
        start(component -> {
            component.getConfiguration().setUsername("demo");
            component.getConfiguration().setPassword("p4ssw0rd");
        });

        Cielo24Configuration configuration = context.getEndpoint(
                        "cielo24:addMedia?" + option + "=7ca5", Cielo24Endpoint.class)
                .getConfiguration();

        assertThat(configuration.getApiToken()).isEqualTo("7ca5");
        assertThat(configuration.getUsername()).isNull();
    }

    @Test
    void keepsEndpointsOfTwoAccountsApart() {
        Cielo24Endpoint one = endpoint("cielo24:addMedia?apiToken=aaaa");
        Cielo24Endpoint other = endpoint("cielo24:addMedia?apiToken=bbbb");

        assertThat(one).isNotEqualTo(other);
        assertThat(one.getConfiguration().getApiToken()).isEqualTo("aaaa");
        assertThat(other.getConfiguration().getApiToken()).isEqualTo("bbbb");
        assertThat(endpoint("cielo24:addMedia?apiToken=aaaa")).isSameAs(one);
    }

    @Test
    void keepsEndpointsOfTwoMediaUrlsApart() {
        Cielo24Endpoint one = endpoint("cielo24:addMedia?mediaUrl=https://media.example.com/a.mp4");
        Cielo24Endpoint other = endpoint("cielo24:addMedia?mediaUrl=https://media.example.com/b.mp4");

        assertThat(one).isNotEqualTo(other);
        assertThat(one.getMediaUrl()).isEqualTo("https://media.example.com/a.mp4");
        assertThat(other.getMediaUrl()).isEqualTo("https://media.example.com/b.mp4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cielo24:addMedia?mode=upload&mediaUrl=https://a.example.com/b | contradicts mediaUrl",
                "cielo24:addMedia?mode=upload&allowDuplicate=true | contradicts allowDuplicate",
                "cielo24:addMedia?mode=sideways | mode",
                "cielo24:removeMedia | no operation 'removeMedia', but [addMedia",
                "cielo24:addMedia?connectTimeout=0 | connectTimeout must be more than 0",
                "cielo24:addMedia?responseTimeout=-1 | responseTimeout must be more than 0",
                "cielo24:addMedia?stallTimeout=0 | stallTimeout must be more than 0",
                "cielo24:addMedia?stallTimeout=9223372036854775807 | stallTimeout must be more than 0 ms and at most 100 years",
                "cielo24:addMedia?progressInterval=-1 | progressInterval must be 0 ms (never) or more",
                "cielo24:addMedia?maxUploadSize=0 | maxUploadSize must be 1 to 10737418239 bytes",
                "cielo24:addMedia?maxUploadSize=10737418240 | maxUploadSize must be 1 to 10737418239 bytes",
                "cielo24:addMedia?spoolDirectory=%00 | spoolDirectory",
                "cielo24:addMedia?noSuchOption=1 | noSuchOption",
                "cielo24:addMedia?jobId=${header.job} | the option jobId has an expression",
                "cielo24:addMedia?jobId=$simple{body} | use toD()",
                "cielo24:addMedia?username=${header.tenant}&password=a | the option username has an expression",
                "cielo24:${header.operation} | toD()",
                "cielo24:addMedia?baseUrl=https://api.cielo24.com/api | use https://api.cielo24.com",
                "cielo24:addMedia?baseUrl=https://sandbox.cielo24.com/api/ | use https://sandbox.cielo24.com",
                "cielo24:addMedia?baseUrl=https://api.cielo24.com/api/job | has the path of a call",
                "cielo24:addMedia?baseUrl=https://eu.example.com/gateway/api/job/add_media | use https://eu.example.com/gateway",
                "cielo24:addMedia?baseUrl=https://eu.example.com/api/account/login | use https://eu.example.com",
            })
    void refusesOptionsThatMakeNoSense(String uri, String reason) {
        assertThatThrownBy(() -> context.getEndpoint(uri))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasStackTraceContaining(reason);
    }

    @Test
    void takesAPasswordThatLooksLikeAnExpression() {
        assertThat(endpoint("cielo24:addMedia?username=demo&password=RAW(a${b}c)")
                        .getConfiguration()
                        .getPassword())
                .isEqualTo("a${b}c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.cielo24.com",
                "HTTP://api.cielo24.com",
                "http://10.0.0.1",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://[::ffff:10.0.0.1]",
                "http://0.0.0.0",
                "http://2130706433",
            })
    void refusesClearTextToAnotherHost(String baseUrl) {
        assertThatThrownBy(() -> context.getEndpoint("cielo24:addMedia?baseUrl=" + baseUrl))
                .hasStackTraceContaining("baseUrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://LOCALHOST:8024/",
                "http://127.0.0.1:8024",
                "http://127.1.2.3",
                "http://[::1]:8024",
                "https://api.cielo24.com",
                "HTTPS://sandbox.cielo24.com/",
                "https://gateway.example.com:8443/cielo24/"
            })
    void takesTlsAndLoopback(String baseUrl) {
        assertThat(endpoint("cielo24:addMedia?baseUrl=" + baseUrl).getServiceUrl())
                .isEqualTo(baseUrl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.cielo24.com",
                "ftp://api.cielo24.com",
                "https://",
                "https:///api",
                "RAW(https://user:open-sesame@api.cielo24.com)",
                "RAW(https://api.cielo24.com?v=1)",
                "RAW(https://api.cielo24.com#x)",
                "RAW(https://api cielo24.com)",
            })
    void refusesABaseUrlThatIsNone(String baseUrl) {
        assertThatThrownBy(() -> context.getEndpoint("cielo24:addMedia?baseUrl=" + baseUrl))
                .hasStackTraceContaining("baseUrl")
                .satisfies(thrown -> assertThat(thrown.getCause().getMessage()).doesNotContain("open-sesame"));
    }

    @Test
    void refusesClearTextThroughAProxyElsewhere() {
        Cielo24Component component = context.getComponent("cielo24", Cielo24Component.class);
        component.setProxyHost("proxy.example.com");
        component.setProxyPort(3128);

        assertThatThrownBy(() -> context.getEndpoint("cielo24:addMedia?baseUrl=http://localhost:8024"))
                .hasStackTraceContaining("in clear text to the proxy proxy.example.com");
    }

    @Test
    void refusesOptionsOfTheComponentThatMakeNoSense() {
        assertThatThrownBy(() -> start(component -> component.setProxyHost("proxy.example.com")))
                .hasStackTraceContaining("both proxyHost and proxyPort");
        assertThatThrownBy(() -> start(component -> component.setProxyPort(3128)))
                .hasStackTraceContaining("both proxyHost and proxyPort");
        assertThatThrownBy(() -> start(component -> component.setConnectionRequestTimeout(0)))
                .hasStackTraceContaining("connectionRequestTimeout must be more than 0");
        assertThatThrownBy(() -> start(component -> component.setMaxTotalConnections(0)))
                .hasStackTraceContaining("maxTotalConnections must be 1 to 2147483647, but is 0");
        assertThatThrownBy(() -> start(component -> component.setConnectionsPerRoute(-1)))
                .hasStackTraceContaining("connectionsPerRoute must be 1 to 2147483647, but is -1");
        assertThatThrownBy(() -> start(component -> {
                    component.setProxyHost("proxy.example.com");
                    component.setProxyPort(70_000);
                }))
                .hasStackTraceContaining("proxyPort must be 1 to 65535, but is 70000");
    }

    private void start(Consumer<Cielo24Component> options) {
        Cielo24Component component = new Cielo24Component();
        component.setCamelContext(context);
        options.accept(component);
        component.start();
    }

    @Test
    void onlyCompletedJobsCanBeConsumedFrom() {
        assertThatThrownBy(() -> endpoint("cielo24:addMedia").createConsumer(exchange -> {}))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("cielo24:addMedia cannot be used in from(), only in to()");
    }

    @Test
    void refusesOptionsThatDoNotApplyToTheOperation() {
        assertThatThrownBy(() -> endpoint("cielo24:addMedia?initial-delay=5s"))
                .hasStackTraceContaining(
                        "option initial-delay does not apply to cielo24:addMedia, but to completedJobs");
        assertThatThrownBy(() -> endpoint("cielo24:findJob?scheduler.x=1"))
                .hasStackTraceContaining("option scheduler.x does not apply to cielo24:findJob");
        for (String option :
                List.of("fidelity=PREMIUM", "callbackUrl=RAW(https://a.example.com/b)", "turnaround-hours=4")) {
            assertThatThrownBy(() -> endpoint("cielo24:addMedia?createJob=true&" + option))
                    .as("it would look like an order")
                    .hasStackTraceContaining(option.substring(0, option.indexOf('='))
                            + " does not apply to cielo24:addMedia, but to performTranscription; remove it");
        }
        assertThatThrownBy(() -> endpoint("cielo24:getTranscript?captionFormat=SRT"))
                .hasStackTraceContaining("captionFormat does not apply to cielo24:getTranscript, but to getCaption");
        for (String option : List.of("jobId=ab", "checksum=true", "external-id=7", "mode=url", "jobName=x")) {
            assertThatThrownBy(() -> endpoint("cielo24:completedJobs?" + option))
                    .hasStackTraceContaining(option.substring(0, option.indexOf('='))
                            + " does not apply to cielo24:completedJobs; remove it");
        }
        assertThatThrownBy(() -> endpoint("cielo24:completedJobs?dellay=5s"))
                .hasStackTraceContaining("no option dellay, did you mean delay?");
        assertThat(endpoint("cielo24:completedJobs?subAccount=x&delay=5s&responseTimeout=9s&maxMessagesPerPoll=3")
                        .getDelay())
                .isEqualTo(5000);
    }

    @Test
    void refusesOptionsOfCompletedJobsOutOfTheirRange() {
        assertThatThrownBy(() -> endpoint("cielo24:completedJobs?lookBack=59m"))
                .hasStackTraceContaining("lookBack must be 1 hour to 3650 days, but is 3540000 ms");
        assertThatThrownBy(() -> endpoint("cielo24:completedJobs?lookBack=week"))
                .hasStackTraceContaining("lookBack must be a duration");
        assertThatThrownBy(() -> endpoint("cielo24:completedJobs?outcomes=complete,done"))
                .hasStackTraceContaining("[complete, mediaFailure, overdue], but one is 'done'");
        assertThatThrownBy(() -> endpoint("cielo24:completedJobs?maxMessagesPerPoll=-1"))
                .hasStackTraceContaining("maxMessagesPerPoll must be 0 (any number) or more, but is -1");
        assertThatThrownBy(() -> endpoint("cielo24:completedJobs?delay=0"))
                .hasStackTraceContaining("delay must be more than 0");
        assertThatThrownBy(() -> endpoint("cielo24:completedJobs?repeatCount=5s"))
                .hasStackTraceContaining("repeatCount must be a whole number");
    }

    private Cielo24Endpoint endpoint(String uri) {
        return context.getEndpoint(uri, Cielo24Endpoint.class);
    }
}
