package com.cielo24.examples.support;

import java.util.Locale;

/**
 * Sizes as people read them: 734.0 MB.
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
}
