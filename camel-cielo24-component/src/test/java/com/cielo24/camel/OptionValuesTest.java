package com.cielo24.camel;

import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.ResourceHelper;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Durations, sizes and numbers mean the same wherever an option is written, and what is none of them is refused by name.
 */
class OptionValuesTest {

    /** A way from text to options. */
    private interface Way {
        Cielo24Configuration set(Map<String, String> options) throws Exception;
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                way("endpoint URI", OptionValuesTest::inUri),
                way(
                        "endpoint URI, by the name of the nested object",
                        options -> inUri(prefixed("configuration.", options))),
                way("component in Camel Main", options -> inMain(prefixed("camel.component.cielo24.", options))),
                way(
                        "component in Camel Main, with dashes",
                        options -> inMain(prefixed("camel.component.cielo24.", dashed(options)))),
                way(
                        "component's configuration in Camel Main",
                        options -> inMain(prefixed("camel.component.cielo24.configuration.", dashed(options)))),
                way("component as a bean", options -> {
                    Map<String, String> properties = prefixed("camel.beans.cielo24.", options);
                    properties.put("camel.beans.cielo24", "#class:" + Cielo24Component.class.getName());
                    return inMain(properties);
                }),
                way("component as a bean, by the name of the nested object", options -> {
                    Map<String, String> properties = prefixed("camel.beans.cielo24.configuration.", options);
                    properties.put("camel.beans.cielo24", "#class:" + Cielo24Component.class.getName());
                    return inMain(properties);
                }),
                way("parameters of a YAML route", OptionValuesTest::inYamlRoute),
                way("component's configuration that is given as an object", options -> {
                    try (CamelContext context = new DefaultCamelContext()) {
                        Cielo24Component component = context.getComponent("cielo24", Cielo24Component.class);
                        PropertyBindingSupport.setPropertiesOnTarget(
                                context, component.getConfiguration(), new LinkedHashMap<>(options));
                        return component.getConfiguration();
                    }
                }),
                way("configuration as a bean", options -> {
                    Map<String, String> properties = prefixed("camel.beans.ours.", options);
                    properties.put("camel.beans.ours", "#class:" + Cielo24Configuration.class.getName());
                    properties.put("camel.component.cielo24.configuration", "#bean:ours");
                    return inMain(properties);
                }),
                way("configuration as a bean in YAML", OptionValuesTest::inYaml),
                way("setters that take text", options -> {
                    Cielo24Configuration configuration = new Cielo24Configuration();
                    for (Map.Entry<String, String> option : options.entrySet()) {
                        String setter = "set" + option.getKey().substring(0, 1).toUpperCase()
                                + option.getKey().substring(1);
                        try {
                            Cielo24Configuration.class
                                    .getMethod(setter, String.class)
                                    .invoke(configuration, option.getValue());
                        } catch (InvocationTargetException e) {
                            throw (Exception) e.getCause();
                        }
                    }
                    return configuration;
                }));
    }

    private static Arguments way(String name, Way way) {
        return Arguments.of(Named.of(name, way));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void takesWhatCamelWrites(Way way) throws Exception {
        Cielo24Configuration configuration = way.set(new LinkedHashMap<>(Map.of(
                "connectTimeout", "1500",
                "responseTimeout", "2h30m",
                "stallTimeout", "PT2M",
                "progressInterval", "5s500ms",
                "maxUploadSize", "5GB")));

        assertThat(configuration.getConnectTimeout()).isEqualTo(1_500);
        assertThat(configuration.getResponseTimeout())
                .isEqualTo(Duration.ofMinutes(150).toMillis());
        assertThat(configuration.getStallTimeout()).isEqualTo(120_000);
        assertThat(configuration.getProgressInterval()).isEqualTo(5_500);
        assertThat(configuration.getMaxUploadSize()).isEqualTo(5_000_000_000L);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesWhatIsNoDuration(Way way) {
        assertThatThrownBy(() -> way.set(new LinkedHashMap<>(Map.of("stallTimeout", "abc"))))
                .extracting(OptionValuesTest::rootCause, as(InstanceOfAssertFactories.THROWABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stallTimeout must be a duration, such as 60s, 2h30m, PT2M or 1500 (milliseconds),"
                        + " but is 'abc'");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void refusesWhatIsNoSize(Way way) {
        assertThatThrownBy(() -> way.set(new LinkedHashMap<>(Map.of("maxUploadSize", "5 gigs"))))
                .extracting(OptionValuesTest::rootCause, as(InstanceOfAssertFactories.THROWABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxUploadSize must be a size, such as 5GB, 500MB, 2GiB or 5000000000 (bytes),"
                        + " but is '5 gigs'");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-1, -1",
        "1500, 1500",
        "5ms, 5",
        "60s, 60000",
        "5m, 300000",
        "2m5ms, 120005",
        "1h, 3600000",
        "1d2h3m4s5ms, 93784005",
        "PT2M, 120000",
        "pt0.5s, 500",
        "P1D, 86400000",
        "-PT1S, -1000",
        "9223372036854775807, 9223372036854775807",
    })
    void readsDurations(String text, long milliseconds) {
        assertThat(OptionText.milliseconds("x", text)).isEqualTo(milliseconds);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "' '",
        "abc",
        "5S",
        "5 s",
        "' 5s'",
        "5min",
        "5sec",
        "1.5s",
        "s",
        "ms",
        "-",
        "--5",
        "-5s",
        "5s5h",
        "5m5",
        "P",
        "PT",
        "P5",
        "PT5",
        "#",
        "0x10",
        "1_000",
        "1e3",
        "٣s",
        "9223372036854775808",
        "PT9999999999999999H",
        "9999999999d",
        "'5s\n'",
    })
    void refusesOtherDurations(String text) {
        assertThatThrownBy(() -> OptionText.milliseconds("settle", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("settle must be a duration")
                .hasMessageEndingWith("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "-1, -1",
        "5368709120, 5368709120",
        "5GB, 5000000000",
        "500MB, 500000000",
        "500mb, 500000000",
        "64kB, 64000",
        "64KB, 64000",
        "5GiB, 5368709120",
        "500MiB, 524288000",
        "64KiB, 65536",
    })
    void readsSizes(String text, long bytes) {
        assertThat(OptionText.bytes("x", text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "abc",
        "5G",
        "5g",
        "5 GB",
        "1.5GB",
        "GB",
        "5B",
        "5TB",
        "5m",
        "9223372036854775808",
        "9223372036854775807GB"
    })
    void refusesOtherSizes(String text) {
        assertThatThrownBy(() -> OptionText.bytes("maxUploadSize", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("maxUploadSize must be a size")
                .hasMessageEndingWith("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connectionTimeToLive | abc | must be a duration, such as 60s",
                "connectionRequestTimeout | 5S | must be a duration, such as 60s",
                "connectionsPerRoute | many | must be a whole number, such as 20",
                "maxTotalConnections | 5s | must be a whole number, such as 20",
                "proxyPort | http | must be a whole number, such as 20",
            })
    void refusesOptionsOfTheComponent(String option, String text, String reason) {
        for (Map<String, String> properties : List.of(
                Map.of("camel.component.cielo24." + option, text),
                Map.of(
                        "camel.beans.cielo24",
                        "#class:" + Cielo24Component.class.getName(),
                        "camel.beans.cielo24." + option,
                        text))) {
            assertThatThrownBy(() -> inMain(properties))
                    .extracting(OptionValuesTest::rootCause, as(InstanceOfAssertFactories.THROWABLE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(option + " " + reason)
                    .hasMessageEndingWith("'" + text + "'");
        }
    }

    @Test
    void takesOptionsOfTheComponent() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            Cielo24Component component = context.getComponent("cielo24", Cielo24Component.class);
            PropertyBindingSupport.setPropertiesOnTarget(
                    context,
                    component,
                    new LinkedHashMap<>(Map.of(
                            "connectionTimeToLive", "1h",
                            "connectionRequestTimeout", Duration.ofSeconds(5),
                            "connectionsPerRoute", "7",
                            "maxTotalConnections", 9,
                            "proxyPort", "3128")));

            assertThat(component.getConnectionTimeToLive()).isEqualTo(3_600_000);
            assertThat(component.getConnectionRequestTimeout()).isEqualTo(5_000);
            assertThat(component.getConnectionsPerRoute()).isEqualTo(7);
            assertThat(component.getMaxTotalConnections()).isEqualTo(9);
            assertThat(component.getProxyPort()).isEqualTo(3128);
        }
    }

    @Test
    void refusesExpectedSpeakersThatAreNoNumber() {
        assertThatThrownBy(() -> inUri(Map.of("expectedSpeakers", "two")))
                .extracting(OptionValuesTest::rootCause, as(InstanceOfAssertFactories.THROWABLE))
                .hasMessage("expectedSpeakers must be a whole number, such as 20, but is 'two'");
    }

    @Test
    void takesReferencesToBeans() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("patience", Duration.ofMinutes(3));
            Cielo24Endpoint endpoint =
                    context.getEndpoint("cielo24:addMedia?stallTimeout=#patience", Cielo24Endpoint.class);

            assertThat(endpoint.getConfiguration().getStallTimeout()).isEqualTo(180_000);
        }
    }

    private static Throwable rootCause(Throwable thrown) {
        return thrown.getCause() == null ? thrown : rootCause(thrown.getCause());
    }

    private static Cielo24Configuration inUri(Map<String, String> options) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            String query = options.entrySet().stream()
                    .map(option -> option.getKey() + "=RAW(" + option.getValue() + ")")
                    .collect(Collectors.joining("&"));
            return context.getEndpoint("cielo24:addMedia?" + query, Cielo24Endpoint.class)
                    .getConfiguration();
        }
    }

    private static Cielo24Configuration inMain(Map<String, String> properties) throws Exception {
        Main main = new Main();
        properties.forEach(main::addInitialProperty);
        try {
            main.start();
            return main.getCamelContext()
                    .getComponent("cielo24", Cielo24Component.class)
                    .getConfiguration();
        } finally {
            main.stop();
        }
    }

    private static Cielo24Configuration inYaml(Map<String, String> options) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            loadYaml(context, """
                    - beans:
                        - name: ours
                          type: com.cielo24.camel.Cielo24Configuration
                          properties:
                    """, "        ", options);
            return context.getRegistry().lookupByNameAndType("ours", Cielo24Configuration.class);
        }
    }

    private static Cielo24Configuration inYamlRoute(Map<String, String> options) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            loadYaml(context, """
                    - from:
                        uri: direct:in
                        steps:
                          - to:
                              uri: cielo24:addMedia
                              parameters:
                    """, "            ", options);
            context.start();
            return context.getEndpoints().stream()
                    .filter(Cielo24Endpoint.class::isInstance)
                    .map(endpoint -> ((Cielo24Endpoint) endpoint).getConfiguration())
                    .findAny()
                    .orElseThrow();
        }
    }

    private static void loadYaml(CamelContext context, String head, String indent, Map<String, String> options)
            throws Exception {
        String lines = options.entrySet().stream()
                .map(option -> indent + option.getKey() + ": " + option.getValue())
                .collect(Collectors.joining("\n"));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("options.yaml", head + lines));
    }

    private static Map<String, String> prefixed(String prefix, Map<String, String> options) {
        Map<String, String> prefixed = new LinkedHashMap<>();
        options.forEach((option, text) -> prefixed.put(prefix + option, text));
        return prefixed;
    }

    private static Map<String, String> dashed(Map<String, String> options) {
        Map<String, String> dashed = new LinkedHashMap<>();
        options.forEach(
                (option, text) -> dashed.put(option.replaceAll("[A-Z]", "-$0").toLowerCase(), text));
        return dashed;
    }
}
