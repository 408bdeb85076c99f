package com.cielo24.camel.springboot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.cielo24.camel.Cielo24Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Properties of Spring Boot become options; the whole application is tested in examples/spring-boot. */
class Cielo24AutoConfigurationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.cielo24.base-url",
                "camel.component.cielo24.baseUrl",
                "camel.component.cielo24.BASE_URL"
            })
    void takesEverySpellingOfAnOption(String key) throws Exception {
        assertThat(configured(Map.of(key, "https://sandbox.example.com"), Map.of())
                        .getConfiguration()
                        .getBaseUrl())
                .isEqualTo("https://sandbox.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAMEL_COMPONENT_CIELO24_BASE_URL", "CAMEL_COMPONENT_CIELO24_BASEURL"})
    void takesOptionsFromTheEnvironment(String name) throws Exception {
        assertThat(configured(Map.of(), Map.of(name, "https://sandbox.example.com"))
                        .getConfiguration()
                        .getBaseUrl())
                .isEqualTo("https://sandbox.example.com");
    }

    @Test
    void takesEveryOption() throws Exception {
        List<String> options = ComponentProperties.options();

        assertThat(options).contains("apiToken", "stallTimeout", "ledger", "sslContextParameters");
        assertThat(options.stream().map(ComponentProperties::kebabCase))
                .contains("use-global-ssl-context-parameters", "connection-time-to-live");
    }

    @Test
    void takesDurationsNumbersAndReferences() throws Exception {
        Cielo24Component component = configured(
                Map.of(
                        "camel.component.cielo24.stall-timeout", "5s",
                        "camel.component.cielo24.connections-per-route", "7",
                        "camel.component.cielo24.lazy-start-producer", "true",
                        "camel.component.cielo24.ssl-context-parameters", "#bean:tls",
                        "camel.component.cielo24.ledger-enabled", "false"),
                Map.of());

        assertThat(component.getConfiguration().getStallTimeout()).isEqualTo(5000);
        assertThat(component.getConnectionsPerRoute()).isEqualTo(7);
        assertThat(component.isLazyStartProducer()).isTrue();
        assertThat(component.getSslContextParameters()).isNotNull();
    }

    @Test
    void refusesAnOptionThatDoesNotExistByItsNameOnly() {
        assertThatThrownBy(() -> configured(Map.of("camel.component.cielo24.securkey", "s3cr3t"), Map.of()))
                .hasStackTraceContaining("camel.component.cielo24.securkey")
                .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("s3cr3t"));
    }

    @Test
    void refusesAValueThatIsInvalid() {
        assertThatThrownBy(() -> configured(Map.of("camel.component.cielo24.stall-timeout", "abc"), Map.of()))
                .hasStackTraceContaining("stallTimeout");
    }

    private static Cielo24Component configured(Map<String, Object> properties, Map<String, Object> variables)
            throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("file", properties));
        environment
                .getPropertySources()
                .replace(
                        "systemEnvironment",
                        new SystemEnvironmentPropertySource("systemEnvironment", new HashMap<>(variables)));
        ConfigurationPropertySources.attach(environment);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("tls", new SSLContextParameters());
            context.getRegistry()
                    .bind("customizer", new Cielo24AutoConfiguration().cielo24ComponentCustomizer(environment));
            return context.getComponent("cielo24", Cielo24Component.class);
        }
    }
}
