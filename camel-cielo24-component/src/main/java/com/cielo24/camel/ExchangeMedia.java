package com.cielo24.camel;

import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.InvalidMediaException;
import com.cielo24.client.Media;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * Creates media from a message. Bodies of other types than these are refused: Camel would convert any type to a stream,
 * and upload the text of a {@code Map} as a recording.
 */
final class ExchangeMedia {

    private static final String SUPPORTED = "java.io.File, java.nio.file.Path, a file of a Camel file component,"
            + " java.nio.channels.FileChannel, byte[],"
            + " java.nio.ByteBuffer, java.io.InputStream, org.apache.camel.StreamCache, or a URL as java.net.URL,"
            + " java.net.URI or String";

    private final Cielo24Endpoint endpoint;
    private final Message message;
    private final String jobId;

    /**
     * @param jobId the job, for the messages of exceptions
     */
    ExchangeMedia(Cielo24Endpoint endpoint, Message message, String jobId) {
        this.endpoint = endpoint;
        this.message = message;
        this.jobId = jobId;
    }

    /**
     * The media of the message. It is not opened or read yet.
     */
    Media media() throws Cielo24Exception {
        boolean duplicate = new ExchangeOptions(message, jobId)
                .value(Cielo24Constants.ALLOW_DUPLICATE, Boolean.class, endpoint.isAllowDuplicate());
        ExchangeUrl url = new ExchangeUrl(endpoint, message, jobId);
        if (endpoint.getMode() == Cielo24Mode.url) {
            return Media.url(url.require("mode=url needs a media URL"), duplicate);
        }
        String given = url.ifGiven();
        if (endpoint.getMode() == Cielo24Mode.auto) {
            return given != null ? Media.url(given, duplicate) : upload();
        }
        if (given != null || duplicate) {
            throw invalid("mode=upload contradicts a media URL or " + Cielo24Constants.ALLOW_DUPLICATE
                    + " in the message; remove it, or use mode=auto");
        }
        return upload();
    }

    private Media.Upload upload() throws Cielo24InvalidRequestException {
        Object body = message.getBody();
        RemoteFile remote = RemoteFile.of(body, message.getExchange());
        Object content = unwrapped(body);
        if (content instanceof InputStream in && !(content instanceof StreamCache)) {
            return streamed(OneTimeStream.of(in, message.getExchange(), jobId), remote);
        }
        Media.Upload upload = upload(content);
        return remote != null ? remote.checked(upload) : upload;
    }

    /** The downloaded content of a remote file: bytes, a stream, or a local copy. */
    private Object unwrapped(Object body) throws Cielo24InvalidRequestException {
        if (!(body instanceof WrappedFile<?> file)) {
            return body;
        }
        if (RemoteFile.isLocal(file)) {
            return file.getFile();
        }
        if (file.getBody() == null) {
            throw invalid("the remote file has no content; download it (download=true in camel-ftp)");
        }
        return file.getBody();
    }

    private Media.Upload upload(Object body) throws Cielo24InvalidRequestException {
        if (body instanceof File file) {
            return file(file);
        }
        if (body instanceof Path path) {
            return Media.file(path);
        }
        if (body instanceof FileChannel channel) {
            return Media.channel(channel);
        }
        if (body instanceof byte[] bytes) {
            return Media.bytes(bytes);
        }
        if (body instanceof ByteBuffer buffer) {
            return preparation ->
                    Media.repeatable(() -> new ByteBufferBackedInputStream(buffer.duplicate()), buffer.remaining());
        }
        if (body instanceof StreamCache cache) {
            return cached(cache);
        }
        throw invalid(unsupported(body));
    }

    private Media.Upload file(File file) throws Cielo24InvalidRequestException {
        try {
            return Media.file(file.toPath());
        } catch (InvalidPathException e) {
            throw invalid("'" + e.getInput() + "' is not a valid file name: " + e.getReason());
        }
    }

    /** The cache is not used before the media is opened: other people's caches may throw anything. */
    private Media.Upload cached(StreamCache cache) {
        InputStream in = cache instanceof InputStream bytes ? lent(bytes) : null;
        Media.Upload ofUnknownLength = in != null ? streamed(in, null) : spooled(cache::writeTo);
        return new Media.Upload() {
            @Override
            public Media.Content open(Media.Preparation preparation) throws IOException {
                // earlier processors and attempts may have read from it
                cache.reset();
                boolean known = in != null && cache.length() > 0;
                Media.Upload upload = known ? Media.stream(in, cache.length()) : ofUnknownLength;
                Media.Content content = upload.open(preparation);
                return content.isRepeatable()
                        ? content
                        : content.withSource(() -> {
                            cache.reset();
                            return content.stream();
                        });
            }

            @Override
            public void abandon() throws IOException {
                ofUnknownLength.abandon();
            }
        };
    }

    /** Camel closes the cache itself at the end of the exchange. */
    private static InputStream lent(InputStream cache) {
        return new FilterInputStream(cache) {
            @Override
            public void close() {}

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return in.read(bytes, offset, length);
            }
        };
    }

    private Media.Upload streamed(InputStream in, RemoteFile remote) {
        Object length = message.getHeader(Cielo24Constants.CONTENT_LENGTH);
        if (length != null) {
            return preparation -> Media.stream(in, bytes(length)).open(preparation);
        }
        return remote != null
                ? remote.streamed(in)
                : Media.spooled(
                        in, spoolDirectory(), endpoint.getConfiguration().getMaxUploadSize());
    }

    /** Camel's own conversion would turn 12.7 into 12. */
    private static long bytes(Object length) throws InvalidMediaException {
        String digits = length.toString().trim();
        if (!digits.matches("\\d{1,18}")) {
            throw new InvalidMediaException(
                    "the header " + Cielo24Constants.CONTENT_LENGTH + " is not a number of bytes: '" + digits + "'");
        }
        return Long.parseLong(digits);
    }

    private Media.Upload spooled(Media.Writer writer) {
        return Media.spooled(
                writer, spoolDirectory(), endpoint.getConfiguration().getMaxUploadSize());
    }

    private Path spoolDirectory() {
        String directory = endpoint.getConfiguration().getSpoolDirectory();
        return Path.of(directory != null ? directory : System.getProperty("java.io.tmpdir"));
    }

    private static String unsupported(Object body) {
        if (body == null) {
            return "the message has neither a media URL nor a body";
        }
        if (body instanceof String) {
            return "the body is text, but not an http:// or https:// URL; text is never a media file. To send the file at"
                    + " a path, use a java.io.File, for example with convertBodyTo(java.io.File.class)";
        }
        return "a body of type " + body.getClass().getName() + " is not supported as media; supported are " + SUPPORTED;
    }

    private Cielo24InvalidRequestException invalid(String reason) {
        return new Cielo24InvalidRequestException(jobId, reason);
    }
}
