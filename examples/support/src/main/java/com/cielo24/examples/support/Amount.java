package com.cielo24.examples.support;

import java.time.Duration;
import java.util.Locale;

/**
 * Sizes, times and rates as people read them: 734.0 MB, 11.8 s, 62.2 MB/s.
 */
public final class Amount {

    private static final String[] UNITS = {"bytes", "KB", "MB", "GB"};

    private Amount() {}

    public static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        double amount = bytes;
        int unit = 0;
        while (amount >= 999.95 && unit < UNITS.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    public static String rate(long bytes, Duration time) {
        return bytes(bytes * 1000 / Math.max(1, time.toMillis())) + "/s";
    }

    public static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
