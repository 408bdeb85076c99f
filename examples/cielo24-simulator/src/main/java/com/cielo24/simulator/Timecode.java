package com.cielo24.simulator;

/** Times as caption files write them. A file has many: {@link String#format} would take most of the time. */
final class Timecode {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final int FRAMES = 30;

    private Timecode() {}

    /** Hours of at least two digits, minutes, seconds, and after the separator milliseconds. */
    static String millis(long millis, char separator) {
        return seconds(millis) + separator + digits(3, millis % SECOND);
    }

    /** Hours of at least two digits, minutes, seconds, and frames, of which a second has 30. */
    static String frames(long millis) {
        return seconds(millis) + ":" + digits(2, millis % SECOND * FRAMES / SECOND);
    }

    private static String seconds(long millis) {
        return digits(2, millis / HOUR) + ":" + digits(2, millis % HOUR / MINUTE) + ":"
                + digits(2, millis % MINUTE / SECOND);
    }

    private static String digits(int least, long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, least - digits.length())) + digits;
    }
}
