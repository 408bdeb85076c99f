package com.cielo24.client;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
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
            return channel(channel);
        };
    }

    /**
     * The content of a file that is open, which can be sent again.
     *
     * @param  channel at its beginning; closed with the content
     * @return         the content
     * @throws IOException if its size cannot be told
     */
    static Content channel(FileChannel channel) throws IOException {
        return new Content(new FileStream(channel), channel.size(), false, () -> {
            channel.position(0);
            return new FileStream(channel);
        });
    }

    /**
     * Content that can be sent again.
     *
     * @param  source gives the same bytes each time
     * @param  length their number
     * @return        the content
     * @throws IOException if there are none
     */
    static Content repeatable(Source source, long length) throws IOException {
        return new Content(source.stream(), length, true, source);
    }

    /**
     * Bytes that are in memory already.
     *
     * @param  bytes the media; not copied
     * @return       the media
     */
    static Upload bytes(byte[] bytes) {
        return () -> repeatable(() -> new ByteArrayInputStream(bytes), bytes.length);
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
        return () -> new Content(stream, length, true, null);
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
     * @param source gives the same bytes once more; {@code null} where they can be read once only
     */
    record Content(InputStream stream, long length, boolean exact, Source source) implements Closeable {

        /**
         * Whether the bytes can be read more than once.
         *
         * @return {@code true} if there is a source
         */
        public boolean isRepeatable() {
            return source != null;
        }

        /**
         * The same content, with a way to read it again.
         *
         * @param  other gives the same bytes once more
         * @return       the content
         */
        public Content repeatedBy(Source other) {
            return new Content(stream, length, exact, other);
        }

        /** The same from its beginning. Closed with this one. */
        Content again() throws IOException {
            return new Content(source.stream(), length, exact, source);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /** Gives the same bytes each time that it is asked. */
    @FunctionalInterface
    interface Source {
        InputStream stream() throws IOException;
    }
}
