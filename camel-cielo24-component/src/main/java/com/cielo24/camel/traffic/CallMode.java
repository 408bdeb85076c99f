package com.cielo24.camel.traffic;

/** What a call sends to the service. */
public enum CallMode {
    /** The bytes of the media. */
    upload,
    /** The URL of the media or of a page. */
    url,
    /** No media, as in a call for a job, or not known yet. */
    none
}
