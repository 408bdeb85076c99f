package com.cielo24.examples.benchmark;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadTest {

    @Test
    void hasTheMedianOfAnOddNumberOfRounds() {
        assertThat(Spread.of(3.0, 1.0, 100.0)).isEqualTo(new Spread(3, 1, 100));
    }

    @Test
    void hasTheMedianOfAnEvenNumberOfRounds() {
        assertThat(Spread.of(4.0, 1.0, 2.0, 9.0)).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void showsThreeDigitsThatCount() {
        assertThat(new Spread(0.6234, 0.6, 12_345.6)).hasToString("0.623 (0.600–12 346)");
        assertThat(Spread.of(42.0)).hasToString("42.0");
    }
}
