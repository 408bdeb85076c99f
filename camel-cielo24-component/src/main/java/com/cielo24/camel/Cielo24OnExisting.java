package com.cielo24.camel;

/**
 * What {@code createJob} does if a job with the external id exists.
 */
public enum Cielo24OnExisting {
    /** The exchange fails with the service's refusal. */
    fail,
    /** The operation returns the existing job. */
    find
}
