package com.cielo24.client;

/** How soon a transcript is due, and with it its price: {@code priority} of a {@link TranscriptionOrder}. */
public enum Priority {
    /** Within 48 hours, unless the order names another time. */
    STANDARD,
    /** Within 24 hours, unless the order names another time. */
    PRIORITY
}
