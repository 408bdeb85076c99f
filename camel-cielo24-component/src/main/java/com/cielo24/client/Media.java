package com.cielo24.client;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One piece of media for a job: a URL from which the service fetches it, or an upload.
 */
public sealed interface Media {

    /**
     * Media that the service fetches itself (page "Add Media To Job", Query String Parameters).
     *
     * @param  url            an absolute {@code http} or {@code https} URL; it reaches the service to the letter
     * @param  allowDuplicate whether the service may use the same URL for several jobs
     * @return                the media, checked when it is added
     */
    static Media url(String url, boolean allowDuplicate) {
        return new Url(url, allowDuplicate);
    }

    /**
     * A file, sent at the size that it has when the request begins.
     *
     * @param  file a regular, readable file that is not empty
     * @return      the media; the file is looked at when it is added
     */
    static Upload file(Path file) {
        return () -> {
            if (!Files.exists(file)) {
                throw new InvalidMediaException("the file " + file + " does not exist");
            }
            if (!Files.isRegularFile(file)) {
                throw new InvalidMediaException(
                        file + " is not a regular file; give the path of the media file itself");
            }
            if (!Files.isReadable(file)) {
                throw new InvalidMediaException("the file " + file + " is not readable; check its permissions");
            }
            FileChannel channel = FileChannel.open(file);
            return new Content(Channels.newInputStream(channel), channel.size(), false);
        };
    }

    /**
     * Bytes that are in memory already.
     *
     * @param  bytes the media; not copied
     * @return       the media
     */
    static Upload bytes(byte[] bytes) {
        return () -> new Content(new ByteArrayInputStream(bytes), bytes.length, false);
    }

    /**
     * A stream whose length is known. It can be sent once. If it ends early or runs past that length, the request is
     * broken off before its last byte, so that the service cannot take it for complete.
     *
     * @param  stream the media, closed after the attempt
     * @param  length its exact size in bytes
     * @return        the media
     */
    static Upload stream(InputStream stream, long length) {
        return () -> new Content(stream, length, true);
    }

    /**
     * Media that the service fetches itself. {@code toString} leaves the query out: signed URLs carry secrets there.
     */
    record Url(String url, boolean allowDuplicate) implements Media {
        @Override
        public String toString() {
            return "Url[" + MediaUrl.shown(url) + "]";
        }
    }

    /**
     * Media whose bytes we send.
     */
    @FunctionalInterface
    non-sealed interface Upload extends Media {

        /**
         * Opens the media for one attempt, before any connection is made.
         *
         * @return                       the bytes to send, closed by the caller
         * @throws InvalidMediaException if the media cannot be sent at all
         * @throws IOException           if it could not be made ready now, but may be later
         */
        Content open() throws IOException;
    }

    /**
     * The bytes of one attempt.
     *
     * @param stream where they come from
     * @param length how many are sent, exactly
     * @param exact  whether the stream must end there; a file that grew meanwhile need not
     */
    record Content(InputStream stream, long length, boolean exact) implements Closeable {
        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
