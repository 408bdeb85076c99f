package com.cielo24.simulator;

import java.util.Locale;

/** Times as caption files write them. */
final class Timecode {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final int FRAMES = 30;

    private Timecode() {}

    /** Hours of at least two digits, minutes, seconds, and after the separator milliseconds. */
    static String millis(long millis, char separator) {
        return String.format(Locale.ROOT, "%s%c%03d", seconds(millis), separator, millis % SECOND);
    }

    /** Hours of at least two digits, minutes, seconds, and frames, of which a second has 30. */
    static String frames(long millis) {
        return String.format(Locale.ROOT, "%s:%02d", seconds(millis), millis % SECOND * FRAMES / SECOND);
    }

    private static String seconds(long millis) {
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d", millis / HOUR, millis % HOUR / MINUTE, millis % MINUTE / SECOND);
    }
}
