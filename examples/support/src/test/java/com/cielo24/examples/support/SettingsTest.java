package com.cielo24.examples.support;

import java.time.Duration;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    @ParameterizedTest
    @CsvSource({"1500, 1500", "0, 0", "500ms, 500", "5s, 5000", "2m, 120000", "2h30m, 9000000", "1d, 86400000"})
    void readsDurations(String text, long millis) throws Exception {
        assertThat(settle(text)).isEqualTo(Duration.ofMillis(millis));
    }

    /** Each was taken for none at all. */
    @ParameterizedTest
    @ValueSource(strings = {"5S", "abc", "5 s", "-1", "-5s", "s", "5x", "1e3"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> settle(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("ingest.settle", text, "500ms, 5s or 2m");
    }

    private static Duration settle(String text) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("ingest.settle", text);
            context.start();
            return new Settings(context).duration("ingest.settle");
        }
    }
}
