package com.cielo24.camel;

import java.io.File;
import java.io.IOException;
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
    NewJob forUpload(Media media) throws Cielo24InvalidRequestException {
        Object body = message.getBody();
        Object file = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
        return isRemote(body)
                ? newJob(remoteName(), remoteKey())
                : newJob(localName(file), folder().isEmpty() ? null : keyIfReadable(media));
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
        String path = path();
        return path == null ? null : path.substring(path.lastIndexOf('/') + 1);
    }

    /** Of a file that a route has polled, relative to the folder of its endpoint, with slashes; or {@code null}. */
    private String path() {
        String path =
                message.getHeader(Exchange.FILE_NAME_CONSUMED, message.getHeader(Exchange.FILE_NAME), String.class);
        return path == null ? null : path.replace('\\', '/');
    }

    /**
     * Where a polled file is, with a slash at the end. It belongs to its key: recorders in several rooms may write files of
     * the same name, size and time.
     *
     * @return empty if it is in the endpoint's own folder, or the body is no polled file
     */
    private String folder() {
        String path = message.getBody() instanceof WrappedFile<?> ? path() : null;
        return path == null ? "" : path.substring(0, path.lastIndexOf('/') + 1);
    }

    /**
     * The key of media.
     *
     * @return {@code null} if it has none
     */
    String key(Media media) throws IOException {
        String key = media.key();
        if (key == null) {
            return remoteKey();
        }
        return media instanceof Media.Upload ? folder() + key : key;
    }

    private String keyIfReadable(Media media) {
        try {
            return key(media);
        } catch (IOException | RuntimeException e) {
            // reported when the media is opened
            return null;
        }
    }

    /**
     * As the key of a local file. The modification time of a local work copy differs with each attempt.
     *
     * @return {@code null} if the body is no remote file, or its server lists too little
     */
    private String remoteKey() {
        if (!isRemote(message.getBody())) {
            return null;
        }
        String path = path();
        long length = ((WrappedFile<?>) message.getBody()).getFileLength();
        Long modified = message.getHeader(Exchange.FILE_LAST_MODIFIED, Long.class);
        return path == null || path.isEmpty() || modified == null || length < 1 || modified < 1
                ? null
                : Media.keyOfFile(path, length, modified);
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
