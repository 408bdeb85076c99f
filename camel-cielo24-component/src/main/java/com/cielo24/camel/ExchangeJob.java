package com.cielo24.camel;

import java.io.File;
import java.nio.file.Path;

import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Media;
import com.cielo24.client.NewJob;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;

/**
 * Creates a new job from a message. Headers take precedence over the options of the endpoint. The body is not used,
 * except for the name of a file.
 */
record ExchangeJob(Cielo24Endpoint endpoint, Message message) {

    NewJob newJob() throws Cielo24InvalidRequestException {
        return newJob(null, null);
    }

    /** The job for an upload of the body. */
    NewJob forUpload() throws Cielo24InvalidRequestException {
        Object body = message.getBody();
        if (isRemote(body)) {
            return newJob(remoteName(), remoteKey());
        }
        return newJob(localName(body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body), null);
    }

    private static boolean isRemote(Object body) {
        return body instanceof WrappedFile<?> wrapped && !RemoteFile.isLocal(wrapped);
    }

    private static String localName(Object body) {
        if (body instanceof File file) {
            return file.getName();
        }
        return body instanceof Path path && path.getFileName() != null
                ? path.getFileName().toString()
                : null;
    }

    private String remoteName() {
        String name =
                message.getHeader(Exchange.FILE_NAME_CONSUMED, message.getHeader(Exchange.FILE_NAME), String.class);
        return name == null ? null : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /**
     * As the key of a local file. The modification time of a local work copy differs with each attempt.
     *
     * @return {@code null} if the body is no remote file, or its server lists too little
     */
    String remoteKey() {
        if (!isRemote(message.getBody())) {
            return null;
        }
        String name = remoteName();
        long length = ((WrappedFile<?>) message.getBody()).getFileLength();
        Long modified = message.getHeader(Exchange.FILE_LAST_MODIFIED, Long.class);
        return name == null || name.isEmpty() || modified == null || length < 1 || modified < 1
                ? null
                : Media.keyOfFile(name, length, modified);
    }

    private NewJob newJob(String name, String externalId) throws Cielo24InvalidRequestException {
        NewJobOptions job = endpoint.getNewJob();
        ExchangeOptions options = new ExchangeOptions(message, null);
        String givenName = options.text(Cielo24Constants.JOB_NAME, job.getJobName());
        String givenId = options.text(Cielo24Constants.EXTERNAL_ID, job.getExternalId());
        return new NewJob(
                givenName != null ? givenName : name,
                options.text(Cielo24Constants.LANGUAGE, job.getLanguage()),
                givenId != null && !givenId.isBlank() ? givenId : externalId,
                options.text(Cielo24Constants.SUB_ACCOUNT, job.getSubAccount()),
                options.text(Cielo24Constants.REQUESTOR, job.getRequestor()),
                options.text(Cielo24Constants.REFERENCE, job.getReference()),
                options.value(Cielo24Constants.EXPECTED_SPEAKERS, Integer.class, job.getExpectedSpeakers()),
                options.value(Cielo24Constants.ALLOW_DUPLICATE, Boolean.class, endpoint.isAllowDuplicate()));
    }
}
