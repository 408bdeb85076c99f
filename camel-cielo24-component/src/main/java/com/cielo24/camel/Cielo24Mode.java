package com.cielo24.camel;

/**
 * How media reaches its job.
 */
public enum Cielo24Mode {
    /** By URL where one is given, else by upload. */
    auto,
    /** The service fetches the media from a URL. */
    url,
    /** The body is sent. */
    upload
}
