package com.cielo24.simulator;

import java.net.URI;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExtensionTest {
    @RegisterExtension
    static Cielo24SimulatorExtension cielo24 =
            new Cielo24SimulatorExtension(Cielo24Simulator.builder().apiToken("feed"));

    private static URI first;

    @Test
    @Order(1)
    void startsASimulatorWithItsSettings() {
        first = cielo24.simulator().baseUrl();
        assertThat(cielo24.simulator().apiToken()).isEqualTo("feed");
        cielo24.simulator().newJob();
    }

    @Test
    @Order(2)
    void isTheSameForTheNextTestButReset() {
        assertThat(cielo24.simulator().baseUrl()).isEqualTo(first);
        assertThat(cielo24.simulator().jobs()).isEmpty();
    }

    @Nested
    class Within {
        @Test
        void isTheSameInANestedClass(Cielo24Simulator simulator) {
            assertThat(simulator).isSameAs(cielo24.simulator());
        }
    }
}
