package com.cielo24.client;

/** The quality of a transcript, and with it its price: {@code transcription_fidelity} of a {@link TranscriptionOrder}. */
public enum Fidelity {
    /** By a machine. */
    MECHANICAL,
    /** Corrected once. {@code jobInfo} calls it {@code STANDARD}. */
    PREMIUM,
    /** Of the highest quality. {@code jobInfo} calls it {@code HIGH}. */
    PROFESSIONAL
}
