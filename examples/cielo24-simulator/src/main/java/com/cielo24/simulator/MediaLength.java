package com.cielo24.simulator;

import java.time.Duration;

/**
 * How long media is, which nobody measures here.
 *
 * @param ofUrls that of media which is never fetched
 */
record MediaLength(Duration ofUrls) {
    private static final double BYTES_PER_SECOND = 32_000;

    /** In seconds, at least 0.01. */
    double seconds(ReceivedMedia media) {
        return media.mode().equals(ReceivedMedia.UPLOAD)
                ? Math.max(0.01, media.bytes() / BYTES_PER_SECOND)
                : ofUrls.toMillis() / 1_000.0;
    }
}
