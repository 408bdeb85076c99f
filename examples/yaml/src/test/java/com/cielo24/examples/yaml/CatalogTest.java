package com.cielo24.examples.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What tools that validate routes, such as IDEs and camel-report, say of the endpoint's URIs. */
class CatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    @BeforeEach
    void addComponent() throws IOException {
        try (InputStream schema = getClass().getResourceAsStream("/META-INF/com/cielo24/camel/cielo24.json")) {
            catalog.addComponent(
                    "cielo24",
                    "com.cielo24.camel.Cielo24Component",
                    new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cielo24:addMedia?createJob=true",
                "cielo24:addMedia?jobId=64bea283eff6475ea6596027a6ba0929&stallTimeout=2m&checksum=true",
                "cielo24:createJob?username={{user}}&securekey={{key}}&onExisting=find",
                "cielo24:jobInfo?ledger=#bean:ledger"
            })
    void acceptsWhatTheComponentAccepts(String uri) {
        assertThat(catalog.validateEndpointProperties(uri).isSuccess()).isTrue();
    }

    @Test
    void refusesWhatTheComponentRefuses() {
        assertThat(validate("cielo24:addMedia?jobbId=1").getUnknown()).containsExactly("jobbId");
        assertThat(validate("cielo24:addMedia?createJob=perhaps").getInvalidBoolean())
                .containsKey("createJob");
        assertThat(validate("cielo24:createJob?onExisting=ask").getInvalidEnum())
                .containsKey("onExisting");
        assertThat(validate("cielo24:addMedias").getInvalidEnum()).containsKey("operation");
        assertThat(validate("cielo24:addMedia?stallTimeout=soon").getInvalidDuration())
                .containsKey("stallTimeout");
    }

    private EndpointValidationResult validate(String uri) {
        return catalog.validateEndpointProperties(uri);
    }
}
