package com.cielo24.camel;

/**
 * What an endpoint does: the path of its URI.
 */
public enum Cielo24Operation {
    /** Adds media to an existing job. */
    addMedia,
    /** Adds the video of a page (YouTube, Vimeo, Brightcove, Kaltura) to an existing job. */
    addEmbeddedMedia,
    /** Makes a job. */
    createJob,
    /** Asks about a job. */
    jobInfo,
    /** Finds jobs by external id. */
    findJob
}
