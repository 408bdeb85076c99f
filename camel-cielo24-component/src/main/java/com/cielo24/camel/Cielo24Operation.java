package com.cielo24.camel;

/**
 * The operation of an endpoint: the path of its URI.
 */
public enum Cielo24Operation {
    /** Adds media to a job, which {@code createJob=true} creates if none is named. */
    addMedia,
    /** Adds the video of a page (YouTube, Vimeo, Brightcove, Kaltura) to an existing job. */
    addEmbeddedMedia,
    /** Creates a job. */
    createJob,
    /** Returns the service's data of a job. */
    jobInfo,
    /** Finds jobs by external id. */
    findJob,
    /** Orders the transcription of a job. */
    performTranscription,
    /** Returns the captions of a job. */
    getCaption,
    /** Returns the transcript of a job. */
    getTranscript,
    /** Starts the work on a job that waits for it. */
    authorizeJob,
    /** Deletes a job. */
    deleteJob,
    /** In {@code from()}: gives out jobs that are complete, have failed or are overdue. In {@code to()}: looks for them now. */
    completedJobs
}
