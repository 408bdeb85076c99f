package com.cielo24.examples.benchmark;

import java.util.Map;

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
        return row(median, min, max).atMostTimes(2, "").reached();
    }

    private static String atLeast(double median, double min, double max) {
        return row(median, min, max).atLeastTimes(2, "").reached();
    }

    /** Beside one whose double is 10. */
    private static Row row(double median, double min, double max) {
        return new Row("", new Spread(median, min, max), Map.of("other", Spread.of(5)), "", "", "");
    }
}
