package com.cielo24.examples.benchmark;

/** Sizes in powers of two, as the issue of a benchmark is. */
final class Amounts {
    private Amounts() {}

    static String bytes(long bytes) {
        if (bytes % (1L << 30) == 0) {
            return (bytes >> 30) + " GiB";
        }
        if (bytes % (1L << 20) == 0) {
            return (bytes >> 20) + " MiB";
        }
        return bytes % (1L << 10) == 0
                ? (bytes >> 10) + " KiB"
                : "%,d bytes".formatted(bytes).replace(',', ' ');
    }
}
