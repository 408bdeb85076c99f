package com.cielo24.camel;

/**
 * What {@code createJob} does where a job with the external id exists.
 */
public enum Cielo24OnExisting {
    /** The exchange fails with the service's refusal. */
    fail,
    /** The job that has the external id is the result. */
    find
}
