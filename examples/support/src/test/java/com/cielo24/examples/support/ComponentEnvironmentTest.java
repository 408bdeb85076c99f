package com.cielo24.examples.support;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ComponentEnvironmentTest {

    @Test
    void takesTheComponentsOptionsAndNothingElse() {
        assertThat(ExampleMain.componentOptions(Map.of(
                        "CAMEL_COMPONENT_CIELO24_API_TOKEN", "c1e1",
                        "CAMEL_COMPONENT_CIELO24_STALL_TIMEOUT", "5000",
                        "CAMEL_COMPONENT_CIELO24_USERNAME", "",
                        "CAMEL_COMPONENT_SEDA_QUEUE_SIZE", "1",
                        "PATH", "/bin")))
                .isEqualTo(Map.of(
                        "camel.component.cielo24.api-token", "{{env:CAMEL_COMPONENT_CIELO24_API_TOKEN}}",
                        "camel.component.cielo24.stall-timeout", "{{env:CAMEL_COMPONENT_CIELO24_STALL_TIMEOUT}}"));
    }
}
