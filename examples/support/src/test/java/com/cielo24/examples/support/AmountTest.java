package com.cielo24.examples.support;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AmountTest {

    @Test
    void saysSizesAsPeopleReadThem() {
        assertThat(Amount.bytes(0)).isEqualTo("0 bytes");
        assertThat(Amount.bytes(999)).isEqualTo("999 bytes");
        assertThat(Amount.bytes(1_000)).isEqualTo("1.0 KB");
        assertThat(Amount.bytes(999_999)).isEqualTo("1.0 MB");
        assertThat(Amount.bytes(734_012_345)).isEqualTo("734.0 MB");
        assertThat(Amount.bytes(10_737_418_239L)).isEqualTo("10.7 GB");
    }

    @Test
    void saysRatesAlsoOfWhatTookNoTime() {
        assertThat(Amount.rate(3_000_000, Duration.ofSeconds(2))).isEqualTo("1.5 MB/s");
        assertThat(Amount.rate(5, Duration.ZERO)).isEqualTo("5.0 KB/s");
        assertThat(Amount.rate(10_737_418_239L, Duration.ofSeconds(1))).isEqualTo("10.7 GB/s");
    }
}
