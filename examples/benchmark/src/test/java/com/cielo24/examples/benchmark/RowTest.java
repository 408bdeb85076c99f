package com.cielo24.examples.benchmark;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RowTest {

    @Test
    void saysYesWhereTheMedianReachesTheGoal() {
        assertThat(atMost(10, 9, 12)).isEqualTo("yes");
        assertThat(atLeast(10, 9, 12)).isEqualTo("yes");
    }

    @Test
    void saysByHowMuchTheMedianFallsShort() {
        assertThat(atMost(12, 11, 13)).isEqualTo("**no**, by 20.0 %");
        assertThat(atLeast(8, 7, 9)).isEqualTo("**no**, by 20.0 %");
    }

    @Test
    void saysWhereTheBestRoundReachedWhatTheMedianDidNot() {
        assertThat(atMost(12, 10, 13)).isEqualTo("no, by 20.0 %; within the spread");
        assertThat(atLeast(8, 7, 10)).isEqualTo("no, by 20.0 %; within the spread");
    }

    private static String atMost(double median, double min, double max) {
        return Row.of("", new Spread(median, min, max), "").atMost(10, "").reached();
    }

    private static String atLeast(double median, double min, double max) {
        return Row.of("", new Spread(median, min, max), "").atLeast(10, "").reached();
    }
}
