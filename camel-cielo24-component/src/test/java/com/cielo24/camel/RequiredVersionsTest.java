package com.cielo24.camel;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequiredVersionsTest {

    @Test
    void acceptsTheVersionsOfThisBuild() {
        assertThatCode(() -> RequiredVersions.check(new DefaultCamelContext())).doesNotThrowAnyException();
    }

    /** Anything else that the component does could end in an error that names a method of Camel. */
    @Test
    void looksAtTheVersionFirst() {
        DefaultCamelContext old = new DefaultCamelContext() {
            @Override
            public String getVersion() {
                return "4.14.3";
            }
        };
        assertThatThrownBy(() -> new Cielo24Component().setCamelContext(old))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("4.14.3");
    }

    @ParameterizedTest
    @CsvSource({"4.14.0,4.18", "4.9.0,4.18", "3.22.1,4.18", "5.4.4,5.5", "5.4-beta1,5.5"})
    void refusesWhatIsTooOldByName(String version, String least) {
        assertThatThrownBy(() -> RequiredVersions.require("Apache Camel", version, least, "camel.version"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("Apache Camel", version, least, "camel.version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4.18.0",
                "4.18.0-SNAPSHOT",
                "4.18.0.redhat-00001",
                "4.22.0",
                "4.100.0",
                "5.0.0",
                "UNAVAILABLE",
                ""
            })
    @NullSource
    void acceptsWhatIsNotKnownToBeTooOld(String version) {
        assertThatCode(() -> RequiredVersions.require("Apache Camel", version, "4.18", "camel.version"))
                .doesNotThrowAnyException();
    }
}
