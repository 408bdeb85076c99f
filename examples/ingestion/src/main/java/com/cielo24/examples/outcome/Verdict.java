package com.cielo24.examples.outcome;

/**
 * Where a piece of media ends.
 */
public enum Verdict {
    /** It is the media of its job. */
    ADDED,
    /** It is not, and sending the same again cannot help. */
    FAILED,
    /** It is not, or it is not known, and sending it again later may help. */
    RETRY,
    /** Only a person, or a look at the job, can tell. */
    REVIEW
}
