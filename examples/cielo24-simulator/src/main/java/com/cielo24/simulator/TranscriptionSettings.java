package com.cielo24.simulator;

import java.time.Duration;

/**
 * How transcriptions go.
 *
 * @param takes          how long one takes
 * @param turnaroundHour how long an hour of {@code turnaround_hours} lasts
 * @param held           whether each waits for {@code /api/job/authorize}
 */
record TranscriptionSettings(Duration takes, Duration turnaroundHour, boolean held) {}
