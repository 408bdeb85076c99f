package com.cielo24.camel;

import org.apache.camel.spi.Metadata;

/**
 * Headers of {@code cielo24} endpoints.
 */
public final class Cielo24Constants {

    @Metadata(
            label = "producer",
            description =
                    "The id of the job, a hex string. Overrides the option `jobId`. Set by every operation on one job, and by"
                            + " `completedJobs`.",
            javaType = "String")
    public static final String JOB_ID = "CamelCielo24JobId";

    @Metadata(
            label = "producer",
            description =
                    "The URL from which the service fetches the media, or the URL of a page for `addEmbeddedMedia`."
                            + " Overrides the option `mediaUrl`. Removed by a successful `addMedia` or"
                            + " `addEmbeddedMedia`.",
            javaType = "String")
    public static final String MEDIA_URL = "CamelCielo24MediaUrl";

    @Metadata(
            label = "producer",
            description = "Whether several jobs may use the same media URL, or have the same external id."
                    + " Overrides the option `allowDuplicate`. Removed by a successful `addMedia` or"
                    + " `addEmbeddedMedia`.",
            javaType = "Boolean")
    public static final String ALLOW_DUPLICATE = "CamelCielo24AllowDuplicate";

    @Metadata(
            label = "producer",
            description = "The name of a new job, for people. Overrides the option `jobName`. Set by `completedJobs`.",
            javaType = "String")
    public static final String JOB_NAME = "CamelCielo24JobName";

    @Metadata(
            label = "producer",
            description =
                    "The language of a new job's media. The service's default is `en`. Overrides the option `language`.",
            javaType = "String")
    public static final String LANGUAGE = "CamelCielo24Language";

    @Metadata(
            label = "producer",
            description =
                    "Your own id for a job, by which it can be found again. Overrides the option `externalId`. Set by `completedJobs`.",
            javaType = "String")
    public static final String EXTERNAL_ID = "CamelCielo24ExternalId";

    @Metadata(
            label = "producer",
            description =
                    "The username of the sub-account in which a new job is created, or whose jobs `findJob` finds."
                            + " Overrides the option `subAccount`.",
            javaType = "String")
    public static final String SUB_ACCOUNT = "CamelCielo24SubAccount";

    @Metadata(
            label = "producer",
            description = "Who requests a new job. Overrides the option `requestor`.",
            javaType = "String")
    public static final String REQUESTOR = "CamelCielo24Requestor";

    @Metadata(
            label = "producer",
            description = "Your own reference for a new job. Overrides the option `reference`.",
            javaType = "String")
    public static final String REFERENCE = "CamelCielo24Reference";

    @Metadata(
            label = "producer",
            description =
                    "The number of speakers in a new job's media, 1 or more. Overrides the option `expectedSpeakers`.",
            javaType = "Integer")
    public static final String EXPECTED_SPEAKERS = "CamelCielo24ExpectedSpeakers";

    @Metadata(
            label = "producer",
            description = "The exact length in bytes of a stream in the body, so that it need not be spooled to disk"
                    + " first. Removed by a successful `addMedia` or `addEmbeddedMedia`.",
            javaType = "Long")
    public static final String CONTENT_LENGTH = "CamelCielo24ContentLength";

    @Metadata(
            label = "producer",
            description =
                    "Identifies the media in the ledger, if it is neither a file nor a URL. It must be the same whenever"
                            + " the same media comes again, such as the id of the message. Removed by a successful `addMedia`"
                            + " or `addEmbeddedMedia`.",
            javaType = "String")
    public static final String MEDIA_KEY = "CamelCielo24MediaKey";

    @Metadata(
            label = "producer",
            description = "The quality that `performTranscription` orders: `MECHANICAL`, `PREMIUM` or `PROFESSIONAL`."
                    + " Overrides the option `fidelity`.",
            javaType = "com.cielo24.client.Fidelity")
    public static final String FIDELITY = "CamelCielo24Fidelity";

    @Metadata(
            label = "producer",
            description = "How soon the transcript is due: `STANDARD` or `PRIORITY`. Overrides the option `priority`.",
            javaType = "com.cielo24.client.Priority")
    public static final String PRIORITY = "CamelCielo24Priority";

    @Metadata(
            label = "producer",
            description = "The time until the transcript is due in hours, 1 or more. Overrides the option"
                    + " `turnaroundHours`.",
            javaType = "Integer")
    public static final String TURNAROUND_HOURS = "CamelCielo24TurnaroundHours";

    @Metadata(
            label = "producer",
            description = "Languages into which the transcript is translated, separated by commas. Overrides the option"
                    + " `targetLanguages`.",
            javaType = "String")
    public static final String TARGET_LANGUAGES = "CamelCielo24TargetLanguages";

    @Metadata(
            label = "producer",
            description = "The URL that the service requests when the job is complete. Overrides the option"
                    + " `callbackUrl`. A secret. Removed by a successful `performTranscription`.",
            javaType = "String")
    public static final String CALLBACK_URL = "CamelCielo24CallbackUrl";

    @Metadata(
            label = "producer",
            description = "Further options of an order: a `Map` by the service's names, or a JSON object. Overrides the"
                    + " option `options`.",
            javaType = "Object")
    public static final String OPTIONS = "CamelCielo24Options";

    @Metadata(
            label = "producer",
            description = "The format of the captions, such as `SRT` or `WEB_VTT`. Overrides the option"
                    + " `captionFormat`.",
            javaType = "com.cielo24.client.CaptionFormat")
    public static final String CAPTION_FORMAT = "CamelCielo24CaptionFormat";

    @Metadata(
            description = "`true` if the same order for the job had been made before, so that nothing was sent."
                    + " Otherwise absent.",
            javaType = "Boolean")
    public static final String ORDERED_BEFORE = "CamelCielo24OrderedBefore";

    @Metadata(
            description = "Whether this call deleted the job; `false` if there was no such job. Set by `deleteJob`.",
            javaType = "Boolean")
    public static final String JOB_DELETED = "CamelCielo24JobDeleted";

    @Metadata(
            description = "`true` if the job had the media from an earlier attempt, so that nothing was sent. Otherwise"
                    + " absent. Only with a ledger.",
            javaType = "Boolean")
    public static final String ADDED_BEFORE = "CamelCielo24AddedBefore";

    @Metadata(
            description = "Whether this call created the job; `false` if it was found by its external id. Set by"
                    + " `createJob`, and by `addMedia` with `createJob=true` if no job was named.",
            javaType = "Boolean")
    public static final String JOB_CREATED = "CamelCielo24JobCreated";

    @Metadata(
            description = "The id of the service's task that processes the media, creates or deletes the job, or"
                    + " makes the transcript.",
            javaType = "String")
    public static final String TASK_ID = "CamelCielo24TaskId";

    @Metadata(description = "The size of the upload in bytes. Absent in URL mode.", javaType = "Long")
    public static final String BYTES_SENT = "CamelCielo24BytesSent";

    @Metadata(
            description =
                    "The SHA-256 of the upload in lower-case hex digits, if the option `checksum` is enabled. Absent"
                            + " in URL mode.",
            javaType = "String")
    public static final String SHA256 = "CamelCielo24Sha256";

    @Metadata(
            label = "consumer",
            description =
                    "The outcome of a job from `completedJobs`: `complete`, `mediaFailure` (the service could not process"
                            + " the media) or `overdue` (the due date has passed, and the job is not complete).",
            javaType = "String")
    public static final String JOB_OUTCOME = "CamelCielo24JobOutcome";

    @Metadata(
            label = "consumer",
            description = "When a job from `completedJobs` was completed, as the service writes it: ISO 8601 without a"
                    + " zone. Absent if the job is not complete.",
            javaType = "String")
    public static final String COMPLETED_DATE = "CamelCielo24CompletedDate";

    private Cielo24Constants() {}
}
