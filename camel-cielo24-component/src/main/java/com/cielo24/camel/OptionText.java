package com.cielo24.camel;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.util.TimeUtils;

/**
 * Parses options written as text, in the formats that Camel supports. Camel's own converters turn some invalid texts
 * into 0.
 */
final class OptionText {

    private static final Pattern ISO_DURATION = Pattern.compile("-?P.+", Pattern.CASE_INSENSITIVE);
    /** At most nine digits for each unit, so that the sum fits into a {@code long}. */
    private static final Pattern CAMEL_DURATION =
            Pattern.compile("-?\\d+|(?=\\d)(\\d{1,9}d)?(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?(\\d{1,9}ms)?");

    private static final Pattern SIZE = Pattern.compile("(-?\\d+)([KMG]I?B)?", Pattern.CASE_INSENSITIVE);
    /** As in Camel's output, a kB has 1000 bytes. */
    private static final Map<String, Long> UNITS = Map.of(
            "KB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L, "KIB", 1L << 10, "MIB", 1L << 20, "GIB", 1L << 30);

    private OptionText() {}

    /**
     * @param  option name for the error message
     * @return        the duration in milliseconds, which may be negative
     * @throws IllegalArgumentException if the text is not a duration
     */
    static long milliseconds(String option, String text) {
        try {
            if (ISO_DURATION.matcher(text).matches()) {
                return Duration.parse(text).toMillis();
            }
            if (CAMEL_DURATION.matcher(text).matches()) {
                return TimeUtils.toMilliSeconds(text);
            }
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            // too large for a long, or not quite ISO 8601
        }
        throw refused(option, text, "a duration, such as 60s, 2h30m, PT2M or 1500 (milliseconds)");
    }

    /**
     * @param  option name for the error message
     * @return        the size in bytes, which may be negative
     * @throws IllegalArgumentException if the text is not a size
     */
    static long bytes(String option, String text) {
        Matcher size = SIZE.matcher(text);
        try {
            if (size.matches()) {
                String unit = size.group(2);
                return Math.multiplyExact(
                        Long.parseLong(size.group(1)), unit == null ? 1 : UNITS.get(unit.toUpperCase(Locale.ROOT)));
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // too large for a long
        }
        throw refused(option, text, "a size, such as 5GB, 500MB, 2GiB or 5000000000 (bytes)");
    }

    /**
     * @param  option name for the error message
     * @return        the number, which may be negative
     * @throws IllegalArgumentException if the text is not a whole number
     */
    static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw refused(option, text, "a whole number, such as 20");
        }
    }

    private static IllegalArgumentException refused(String option, String text, String expected) {
        return new IllegalArgumentException(option + " must be " + expected + ", but is '" + text + "'");
    }
}
