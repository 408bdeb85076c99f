package com.cielo24.camel.traffic;

/** What goes to the service. */
public enum CallMode {
    /** The bytes of the media. */
    upload,
    /** The URL of the media, or of a page. */
    url,
    /** No media: not yet known, or a call about a job. */
    none
}
