package com.cielo24.simulator;

/** How long media is, which nobody measures here. */
final class MediaLength {
    private static final double BYTES_PER_SECOND = 32_000;
    private static final double LENGTH_OF_A_URL = 60;

    private MediaLength() {}

    /** In seconds, more than 0. */
    static double seconds(ReceivedMedia media) {
        return media.mode().equals(ReceivedMedia.UPLOAD)
                ? Math.max(0.01, media.bytes() / BYTES_PER_SECOND)
                : LENGTH_OF_A_URL;
    }
}
