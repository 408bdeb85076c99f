package com.cielo24.examples.outcome;

import com.cielo24.camel.Cielo24Constants;
import org.apache.camel.Message;

/**
 * What the service said when it took media.
 *
 * @param task   the id of its task
 * @param mode   {@code upload} or {@code url}
 * @param bytes  size of the upload; {@code null} for a URL
 * @param sha256 of the upload, where it was taken; else {@code null}
 */
public record Added(String task, String mode, Long bytes, String sha256) {

    public static Added of(Message message) {
        Long bytes = message.getHeader(Cielo24Constants.BYTES_SENT, Long.class);
        return new Added(
                message.getHeader(Cielo24Constants.TASK_ID, String.class),
                bytes == null ? "url" : "upload",
                bytes,
                message.getHeader(Cielo24Constants.SHA256, String.class));
    }
}
