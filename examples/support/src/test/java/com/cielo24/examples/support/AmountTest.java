package com.cielo24.examples.support;

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
}
