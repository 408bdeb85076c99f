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
     * An id of the media, by which its job can be found again: {@code <name>-<size in bytes>-<modification time in
     * milliseconds>} for a file; for a URL, which may be signed, {@code url-} and its SHA-256 in lower-case hex digits.
     *
     * @return             the same id for the same media; {@code null} if it has none, as with bytes and streams
     * @throws IOException if the attributes of the file cannot be read
     */
    default String key() throws IOException {
        return null;
    }

    /**
     * The key of a file.
     *
     * @param  name     of the file, without its directory
     * @param  size     in bytes
     * @param  modified its modification time in milliseconds since 1970
     * @return          as {@link #key()}
     */
    static String keyOfFile(String name, long size, long modified) {
        return name + "-" + size + "-" + modified;
    }

    /**
     * Media that the service fetches itself (page "Add Media To Job", Query String Parameters).
     *
     * @param  url            an absolute {@code http} or {@code https} URL; the service gets it unchanged
     * @param  allowDuplicate whether several jobs may use the same URL
     * @return                the media; the URL is checked when it is added
     */
    static Media url(String url, boolean allowDuplicate) {
        return new Url(url, allowDuplicate);
    }

    /**
     * A file. Its size, modification time and identity are compared with those it had when it was opened. If it changes
     * while it is being sent, the request is aborted before its last byte, so that the job still accepts media.
     *
     * @param  file a regular, readable file that is not empty
     * @return      the media; the file is checked when it is added
     */
    static Upload file(Path file) {
        return new FileUpload(file);
    }

    /**
     * The content of an open file from its beginning, whatever the position of the channel. The open file is sent even
     * if its path now names another one. If its size changes while it is being sent, the request is aborted before its
     * last byte.
     *
     * @param  channel open for reading; left open, so that it can be sent again
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
                        "the FileChannel is closed, or was not opened for reading; open it again");
            }
            Source source = () -> new FileStream(channel, false);
            LastCheck lastCheck = stream -> {
                if (channel.size() != size) {
                    throw new BrokenMediaException("the file of the FileChannel changed from " + size + " to "
                            + channel.size() + " bytes while it was being sent");
                }
            };
            return new Content(source.stream(), size, lastCheck, source);
        };
    }

    /**
     * Media of unknown length. It is spooled to disk first, as the service needs the length before the first byte (page
     * "Add Media To Job", HTTP Headers). It can be sent again.
     *
     * @param  writer    writes the media
     * @param  directory of the spool file; created if it does not exist
     * @param  limit     the largest upload in bytes: an endless stream must not fill the disk
     * @return           the media
     */
    static Upload spooled(Writer writer, Path directory, long limit) {
        return Spool.of(writer, directory, limit);
    }

    /**
     * A stream of unknown length, spooled to disk in the same way. It is closed once it has been read.
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
     * @param  source returns the same bytes each time
     * @param  length their number
     * @return        the content
     * @throws IOException if the source fails
     */
    static Content repeatable(Source source, long length) throws IOException {
        return new Content(source.stream(), length, requireEnd(length), source);
    }

    /**
     * Bytes in memory.
     *
     * @param  bytes the media; not copied
     * @return       the media
     */
    static Upload bytes(byte[] bytes) {
        return preparation -> repeatable(() -> new ByteArrayInputStream(bytes), bytes.length);
    }

    /**
     * A stream of known length. It can be sent once. If it is shorter or longer than declared, the request is aborted
     * before its last byte, so that the service cannot take it for complete.
     *
     * @param  stream the media, closed after the attempt
     * @param  length its exact size in bytes
     * @return        the media
     */
    static Upload stream(InputStream stream, long length) {
        return preparation -> new Content(stream, length, requireEnd(length), null);
    }

    private static LastCheck requireEnd(long length) {
        return stream -> {
            if (stream.read() != -1) {
                throw new BrokenMediaException("the media runs past its declared length of " + length + " bytes");
            }
        };
    }

    /**
     * Media that the service fetches itself. {@code toString} omits the query, which is secret in a signed URL.
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
     * Media whose bytes are uploaded.
     */
    @FunctionalInterface
    non-sealed interface Upload extends Media {

        /**
         * Opens the media for one attempt, before a connection is opened.
         *
         * @param  preparation           to be notified whenever bytes move, if opening takes long
         * @return                       the bytes to send, closed by the caller
         * @throws InvalidMediaException if the media cannot be sent at all
         * @throws IOException           if it cannot be opened now, but perhaps later
         */
        Content open(Preparation preparation) throws IOException;

        /**
         * Closes what is being read. Called by another thread if opening has stalled and an interrupt did not help.
         *
         * @throws IOException if closing fails; ignored
         */
        default void abandon() throws IOException {}
    }

    /** Is notified while media is prepared or read. */
    interface Preparation {

        /** Some bytes were read, or written to disk. */
        void moved();

        /**
         * Whether the preparation has stalled, or the component is stopping.
         *
         * @return {@code true} if the media is no longer wanted
         */
        boolean isGivenUp();
    }

    /**
     * The bytes of one attempt.
     *
     * @param stream   to read them from
     * @param length   their exact number
     * @param lastCheck checks, before the last of them is sent, that they are what was declared
     * @param source   returns the same bytes again; {@code null} if they can be read only once
     */
    record Content(InputStream stream, long length, LastCheck lastCheck, Source source) implements Closeable {

        /**
         * Whether the bytes can be read more than once.
         *
         * @return {@code true} if there is a source
         */
        public boolean isRepeatable() {
            return source != null;
        }

        /**
         * The same content, with a source to read it again.
         *
         * @param  other returns the same bytes again
         * @return       the content
         */
        public Content withSource(Source other) {
            return new Content(stream, length, lastCheck, other);
        }

        /**
         * The same content from its beginning. It is closed with this one.
         *
         * @return the content
         * @throws IOException if it cannot be read again
         */
        public Content reopen() throws IOException {
            return new Content(source.stream(), length, lastCheck, source);
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /** Returns the same bytes each time it is called. */
    @FunctionalInterface
    interface Source {
        InputStream stream() throws IOException;
    }

    /** Checks the media before its last piece is sent: a complete request cannot be taken back. */
    @FunctionalInterface
    interface LastCheck {

        /**
         * @param  stream      of the content, read up to the declared length
         * @throws IOException if the media is not, or no longer, what was declared
         */
        void verify(InputStream stream) throws IOException;
    }

    /** Writes media to a spool file. */
    @FunctionalInterface
    interface Writer {

        /**
         * @param  out         the spool file
         * @throws IOException if the media cannot be read or written
         */
        void writeTo(OutputStream out) throws IOException;
    }
}
