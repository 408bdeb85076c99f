package com.cielo24.simulator;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is shown at a time.
 *
 * @param startMillis from the start of the media
 * @param endMillis   later than the start
 * @param lines       one at least
 * @param sound       whether it names a sound rather than what is said
 */
record Cue(long startMillis, long endMillis, List<String> lines, boolean sound) {

    String text() {
        return String.join(" ", lines);
    }

    /**
     * @param force {@code upper}, {@code lower}, or empty for neither
     */
    Cue withCase(String force) {
        return switch (force) {
            case "upper" -> withLines(lines.stream().map(line -> line.toUpperCase(Locale.ROOT)));
            case "lower" -> withLines(lines.stream().map(line -> line.toLowerCase(Locale.ROOT)));
            default -> this;
        };
    }

    private Cue withLines(Stream<String> changed) {
        return new Cue(startMillis, endMillis, changed.toList(), sound);
    }
}
