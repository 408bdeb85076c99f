package com.cielo24.camel;

/**
 * How media is added to a job.
 */
public enum Cielo24Mode {
    /** By URL if there is one, otherwise by upload. */
    auto,
    /** The service fetches the media from a URL. */
    url,
    /** The body is uploaded. */
    upload
}
