package com.cielo24.camel;

/**
 * What an endpoint does: the path of its URI.
 */
public enum Cielo24Operation {
    /** Adds media to an existing job. */
    addMedia
}
