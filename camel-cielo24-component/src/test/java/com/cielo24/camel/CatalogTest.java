package com.cielo24.camel;

import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EndpointUriFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Camel's tools learn of the component from what the build generates.
 */
class CatalogTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void namesEveryOptionOfTheEndpoint() throws Exception {
        assertThat(names(schema().path("properties")))
                .containsExactlyInAnyOrder(
                        "operation",
                        "allowDuplicate",
                        "apiToken",
                        "baseUrl",
                        "checksum",
                        "createJob",
                        "connectTimeout",
                        "jobId",
                        "lazyStartProducer",
                        "ledger",
                        "maxUploadSize",
                        "mediaUrl",
                        "mode",
                        "onExisting",
                        "responseTimeout",
                        "progressInterval",
                        "spoolDirectory",
                        "stallTimeout",
                        "username",
                        "securekey",
                        "password",
                        "jobName",
                        "language",
                        "externalId",
                        "subAccount",
                        "requestor",
                        "reference",
                        "expectedSpeakers",
                        "fidelity",
                        "priority",
                        "turnaroundHours",
                        "targetLanguages",
                        "callbackUrl",
                        "options",
                        "captionFormat",
                        "captionParameters",
                        "transcriptParameters",
                        // of completedJobs
                        "outcomes",
                        "lookBack",
                        "idempotentRepository",
                        "inProgressRepository",
                        "maxMessagesPerPoll",
                        // of all of Camel's scheduled polls
                        "backoffErrorThreshold",
                        "backoffIdleThreshold",
                        "backoffMultiplier",
                        "bridgeErrorHandler",
                        "delay",
                        "exceptionHandler",
                        "exchangePattern",
                        "greedy",
                        "initialDelay",
                        "pollStrategy",
                        "repeatCount",
                        "runLoggingLevel",
                        "scheduledExecutorService",
                        "scheduler",
                        "schedulerProperties",
                        "sendEmptyMessageWhenIdle",
                        "startScheduler",
                        "timeUnit",
                        "useFixedDelay");
    }

    @Test
    void isForConsumersToo() throws Exception {
        JsonNode component = schema().path("component");
        assertThat(component.path("producerOnly").asBoolean()).isFalse();
        assertThat(component.path("consumerOnly").asBoolean()).isFalse();
        assertThat(schema().at("/properties/delay/defaultValue").asText()).isEqualTo("60000");
    }

    @Test
    void namesTheOptionsThatOnlyTheComponentHas() throws Exception {
        assertThat(names(schema().path("componentProperties")))
                .contains(
                        "apiToken",
                        "baseUrl",
                        "sslContextParameters",
                        "useGlobalSslContextParameters",
                        "proxyHost",
                        "proxyPort",
                        "proxyAuthScheme",
                        "proxyAuthUsername",
                        "proxyAuthPassword",
                        "nonProxyHosts",
                        "maxTotalConnections",
                        "connectionsPerRoute",
                        "connectionTimeToLive",
                        "connectionRequestTimeout",
                        "logoutOnStop",
                        "loginAtStart")
                .doesNotContain("jobId", "mediaUrl");
    }

    @Test
    void namesEveryHeader() throws Exception {
        assertThat(names(schema().path("headers")))
                .containsExactlyInAnyOrder(
                        "CamelCielo24JobId",
                        "CamelCielo24MediaUrl",
                        "CamelCielo24AllowDuplicate",
                        "CamelCielo24ContentLength",
                        "CamelCielo24MediaKey",
                        "CamelCielo24AddedBefore",
                        "CamelCielo24TaskId",
                        "CamelCielo24JobCreated",
                        "CamelCielo24BytesSent",
                        "CamelCielo24Sha256",
                        "CamelCielo24JobName",
                        "CamelCielo24JobOutcome",
                        "CamelCielo24CompletedDate",
                        "CamelCielo24Language",
                        "CamelCielo24ExternalId",
                        "CamelCielo24SubAccount",
                        "CamelCielo24Requestor",
                        "CamelCielo24Reference",
                        "CamelCielo24ExpectedSpeakers",
                        "CamelCielo24Fidelity",
                        "CamelCielo24Priority",
                        "CamelCielo24TurnaroundHours",
                        "CamelCielo24TargetLanguages",
                        "CamelCielo24CallbackUrl",
                        "CamelCielo24Options",
                        "CamelCielo24OrderedBefore",
                        "CamelCielo24CaptionFormat",
                        "CamelCielo24JobDeleted");
    }

    @Test
    void marksWhatIsSecret() throws Exception {
        for (String part : List.of("properties", "componentProperties")) {
            schema().path(part).properties().forEach(option -> assertThat(
                            option.getValue().path("secret").asBoolean())
                    .as(option.getKey())
                    .isEqualTo(option.getKey()
                            .matches("apiToken|securekey|password|callbackUrl|proxyAuth(Username|Password)")));
        }
    }

    @Test
    void describesEverything() throws Exception {
        for (String part : List.of("properties", "componentProperties", "headers")) {
            schema().path(part).properties().forEach(option -> assertThat(
                            option.getValue().path("description").asText())
                    .as(option.getKey())
                    .isNotBlank());
        }
    }

    @Test
    void buildsUris() throws Exception {
        EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory("cielo24");

        assertThat(factory.buildUri("cielo24", Map.of("operation", "addMedia", "jobId", "64be")))
                .isEqualTo("cielo24:addMedia?jobId=64be");
        assertThat(factory.secretPropertyNames())
                .containsExactlyInAnyOrder("apiToken", "securekey", "password", "callbackUrl");
    }

    /** This is how a catalog finds components that are not Camel's own. */
    @Test
    void isListedForCatalogs() throws Exception {
        List<Properties> listed = new ArrayList<>();
        for (URL list : Collections.list(
                getClass().getClassLoader().getResources("META-INF/services/org/apache/camel/component.properties"))) {
            Properties properties = new Properties();
            try (InputStream in = list.openStream()) {
                properties.load(in);
            }
            listed.add(properties);
        }
        assertThat(listed)
                .filteredOn(properties -> "camel-cielo24".equals(properties.get("artifactId")))
                .singleElement()
                .extracting("components")
                .isEqualTo("cielo24");
    }

    private JsonNode schema() throws Exception {
        return new ObjectMapper().readTree(context.getComponentParameterJsonSchema("cielo24"));
    }

    private static List<String> names(JsonNode options) {
        Iterable<String> names = options::fieldNames;
        return StreamSupport.stream(names.spliterator(), false).toList();
    }
}
