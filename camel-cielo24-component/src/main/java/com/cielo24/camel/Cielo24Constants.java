package com.cielo24.camel;

import org.apache.camel.spi.Metadata;

/**
 * Headers of {@code cielo24} endpoints.
 */
public final class Cielo24Constants {

    @Metadata(
            label = "producer",
            description = "The id of the job that gets the media, a hex string. Overrides the option `jobId`.",
            javaType = "String")
    public static final String JOB_ID = "CamelCielo24JobId";

    @Metadata(
            label = "producer",
            description = "The URL from which the service fetches the media. Overrides the option `mediaUrl`.",
            javaType = "String")
    public static final String MEDIA_URL = "CamelCielo24MediaUrl";

    @Metadata(
            label = "producer",
            description = "Whether the service may use the same media URL for several jobs. Overrides the option"
                    + " `allowDuplicate`.",
            javaType = "Boolean")
    public static final String ALLOW_DUPLICATE = "CamelCielo24AllowDuplicate";

    @Metadata(
            label = "producer",
            description = "The exact length in bytes of a stream in the body, so that it need not be spooled to disk"
                    + " first.",
            javaType = "Long")
    public static final String CONTENT_LENGTH = "CamelCielo24ContentLength";

    @Metadata(description = "The id of the task by which the service takes the media in.", javaType = "String")
    public static final String TASK_ID = "CamelCielo24TaskId";

    @Metadata(description = "The size of the upload in bytes. Absent in URL mode.", javaType = "Long")
    public static final String BYTES_SENT = "CamelCielo24BytesSent";

    @Metadata(
            description =
                    "The SHA-256 of the upload in lower-case hex digits, where the option `checksum` is on. Absent"
                            + " in URL mode.",
            javaType = "String")
    public static final String SHA256 = "CamelCielo24Sha256";

    private Cielo24Constants() {}
}
