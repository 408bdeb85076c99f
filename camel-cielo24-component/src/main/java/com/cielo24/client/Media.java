package com.cielo24.client;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.file.Path;

import com.cielo24.client.http.BrokenMediaException;
import com.cielo24.client.http.FileStream;
import com.cielo24.client.internal.FileUpload;
import com.cielo24.client.internal.Spool;

/**
 * One piece of media for a job: a URL from which the service fetches it, or an upload.
 */
public sealed interface Media {

    /**
     * What the media is known by, for a job that has to be found again: {@code <name>-<size in bytes>-<modification time
     * in milliseconds>} of a file, and {@code url-} with the SHA-256 of a URL in lower-case hex digits, as a URL may be
     * signed.
     *
     * @return             the same for the same media; {@code null} if nothing tells it from other media, as with bytes
     *                     and streams
     * @throws IOException if the file cannot be looked at
     */
    default String key() throws IOException {
        return null;
    }

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
     * A file. If it changes while it is sent, the request is broken off before its last byte, so that the job stays free:
     * size, modification time and identity of the file are compared with those it had when it was opened.
     *
     * @param  file a regular, readable file that is not empty
     * @return      the media; the file is looked at when it is added
     */
    static Upload file(Path file) {
        return new FileUpload(file);
    }

    /**
     * The content of a file that is open, from its beginning, wherever the channel stands. What was opened is sent,
     * whatever its path means by then. If its size changes while it is sent, the request is broken off before its last
     * byte.
     *
     * @param  channel open for reading; not closed, so that it can be sent again
     * @return         the media
     */
    static Upload channel(FileChannel channel) {
        return preparation -> {
            long size;
            try {
                size = channel.size();
                channel.read(ByteBuffer.allocate(1), 0);
            } catch (ClosedChannelException | NonReadableChannelException e) {
                throw new InvalidMediaException(
                        "the FileChannel is closed, or was not opened for reading; open it anew");
            }
            Source source = () -> new FileStream(channel, false);
            LastLook lastLook = stream -> {
                if (channel.size() != size) {
                    throw new BrokenMediaException("the file of the FileChannel changed from " + size + " to "
                            + channel.size() + " bytes while it was being sent");
                }
            };
            return new Content(source.stream(), size, lastLook, source);
        };
    }

    /**
     * A stream whose length is unknown: it waits on disk until its length is known, as the service needs that before the
     * first byte (page "Add Media To Job", HTTP Headers). What is on disk can be sent again.
     *
     * @param  writer    writes the media
     * @param  directory where it waits; made if it does not exist
     * @param  limit     the largest upload in bytes: a stream without end must not fill the disk
     * @return           the media
     */
    static Upload spooled(Writer writer, Path directory, long limit) {
        return Spool.of(writer, directory, limit);
    }

    /**
     * The same for a stream, which is closed when it has been read.
     *
     * @param  stream    the media
     * @param  directory as above
     * @param  limit     as above
     * @return           the media
     */
    static Upload spooled(InputStream stream, Path directory, long limit) {
        return Spool.of(stream, directory, limit);
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
        return new Content(source.stream(), length, requireEnd(length), source);
    }

    /**
     * Bytes that are in memory already.
     *
     * @param  bytes the media; not copied
     * @return       the media
     */
    static Upload bytes(byte[] bytes) {
        return preparation -> repeatable(() -> new ByteArrayInputStream(bytes), bytes.length);
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
        return preparation -> new Content(stream, length, requireEnd(length), null);
    }

    /** A stream that runs past its length is not what it was said to be. */
    private static LastLook requireEnd(long length) {
        return stream -> {
            if (stream.read() != -1) {
                throw new BrokenMediaException("the media runs past its declared length of " + length + " bytes");
            }
        };
    }

    /**
     * Media that the service fetches itself. {@code toString} leaves the query out: signed URLs carry secrets there.
     */
    record Url(String url, boolean allowDuplicate) implements Media {

        @Override
        public String key() {
            return MediaUrl.key(url);
        }

        @Override
        public String toString() {
            return "Url[" + MediaUrl.masked(url) + "]";
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
         * @param  preparation           told of each move, where opening takes long
         * @return                       the bytes to send, closed by the caller
         * @throws InvalidMediaException if the media cannot be sent at all
         * @throws IOException           if it could not be made ready now, but may be later
         */
        Content open(Preparation preparation) throws IOException;

        /**
         * Called by another thread where opening has stalled and an interrupt did not help: closes what is being read.
         *
         * @throws IOException if closing fails; ignored
         */
        default void abandon() throws IOException {}
    }

    /** Is notified while media is prepared or read. */
    interface Preparation {

        /** Some of it has come, or gone to disk. */
        void moved();

        /**
         * Whether it took too long without a move, or the component is being stopped.
         *
         * @return {@code true} if nobody wants the media any more
         */
        boolean isGivenUp();
    }

    /**
     * The bytes of one attempt.
     *
     * @param stream   where they come from
     * @param length   how many are sent, exactly
     * @param lastLook makes sure, before the last of them is sent, that they are what was declared
     * @param source   gives the same bytes once more; {@code null} where they can be read once only
     */
    record Content(InputStream stream, long length, LastLook lastLook, Source source) implements Closeable {

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
            return new Content(stream, length, lastLook, other);
        }

        /**
         * The same from its beginning. It is closed with this one.
         *
         * @return the content
         * @throws IOException if it cannot be read once more
         */
        public Content again() throws IOException {
            return new Content(source.stream(), length, lastLook, source);
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

    /** Looks at the media before its last piece is sent: a request that is complete cannot be taken back. */
    @FunctionalInterface
    interface LastLook {

        /**
         * @param  stream      of the content, of which all but what follows its length was read
         * @throws IOException if the media is not, or no longer, what was declared
         */
        void at(InputStream stream) throws IOException;
    }

    /** Writes media to where it is spooled. */
    @FunctionalInterface
    interface Writer {

        /**
         * @param  out         takes the media
         * @throws IOException if the media cannot be read or written
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
