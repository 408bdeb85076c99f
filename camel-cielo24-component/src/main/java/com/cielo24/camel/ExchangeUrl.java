package com.cielo24.camel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.cielo24.client.Cielo24Exception;
import com.cielo24.client.Cielo24InvalidRequestException;
import com.cielo24.client.Cielo24TransportException;
import com.cielo24.client.MediaUrl;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * The URL of a message or its endpoint, without surrounding white space.
 *
 * @param jobId the job, for error messages
 */
record ExchangeUrl(Cielo24Endpoint endpoint, Message message, String jobId) {

    private static final int LONGEST = 64 * 1024;
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)://.*", Pattern.DOTALL);

    /**
     * @return the URL of the header, of the option, of a {@code .url} file, or of a body that is meant as a URL; otherwise {@code null}
     */
    String ifGiven() throws Cielo24Exception {
        Object given = message.getHeader(Cielo24Constants.MEDIA_URL, endpoint.getMediaUrl(), Object.class);
        Object body = message.getBody();
        if (given == null && (body instanceof URL || body instanceof URI)) {
            given = body;
        }
        if (given != null) {
            return fetchable(given.toString().strip());
        }
        UrlFile file = endpoint.getMode() == Cielo24Mode.upload ? null : UrlFile.of(body, jobId);
        if (file != null) {
            return read(file);
        }
        String text = body instanceof String string ? fetchable(string.strip()) : "";
        return MediaUrl.looksLike(text) ? text : null;
    }

    private String read(UrlFile file) throws Cielo24Exception {
        try {
            return file.read();
        } catch (IOException e) {
            throw Cielo24TransportException.local(jobId, "the .url file could not be read: " + e, e);
        }
    }

    /**
     * The same if a URL is required. The body may then also be bytes or a stream.
     *
     * @param what is required, for the error message
     */
    String require(String what) throws Cielo24Exception {
        String url = ifGiven();
        if (url == null) {
            String text = fetchable(text());
            url = MediaUrl.looksLike(text) ? text : null;
        }
        if (url == null) {
            throw invalid(
                    what + ": the header " + Cielo24Constants.MEDIA_URL
                            + ", the option mediaUrl, or a body that is a URL",
                    null);
        }
        return url;
    }

    /** Refuses the URLs of other schemes, which the service cannot fetch. */
    private String fetchable(String text) throws Cielo24InvalidRequestException {
        if (MediaUrl.looksLike(text)) {
            return text;
        }
        Matcher url = SCHEME.matcher(text);
        if (url.matches()) {
            String scheme = url.group(1);
            String remedy = scheme.equalsIgnoreCase("file")
                    ? "send the file as a java.io.File"
                    : "download the file in the route, for example with camel-ftp, and send its content";
            throw invalid(
                    "the service cannot fetch " + scheme + ":// URLs; " + remedy
                            + ", or use an absolute http:// or https:// media URL",
                    null);
        }
        return text;
    }

    private String text() throws Cielo24InvalidRequestException {
        Object body = message.getBody() instanceof WrappedFile<?> file && !RemoteFile.isLocal(file)
                ? file.getBody()
                : message.getBody();
        if (body instanceof byte[] bytes) {
            return decoded(bytes);
        }
        if (body instanceof StreamCache cache) {
            cache.reset();
            byte[] bytes = cached(cache);
            cache.reset();
            return decoded(bytes);
        }
        if (body instanceof InputStream stream) {
            return decoded(read(OneTimeStream.of(stream, message.getExchange(), jobId)));
        }
        return "";
    }

    private byte[] cached(StreamCache cache) throws Cielo24InvalidRequestException {
        if (cache instanceof InputStream stream) {
            return read(stream);
        }
        // the cache of a java.io.Reader
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (cache.length() <= LONGEST) {
            try {
                cache.writeTo(bytes);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        return bytes.toByteArray();
    }

    private byte[] read(InputStream stream) throws Cielo24InvalidRequestException {
        try {
            return stream.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private Cielo24InvalidRequestException unreadable(IOException cause) {
        return invalid(
                "the body, which should contain a URL, cannot be read: "
                        + cause.getClass().getName(),
                cause);
    }

    private String decoded(byte[] bytes) throws Cielo24InvalidRequestException {
        if (bytes.length > LONGEST) {
            throw invalid("the body has more than " + LONGEST + " bytes, so it is not a URL", null);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("^\uFEFF", "")
                    .strip();
        } catch (CharacterCodingException e) {
            throw invalid("the body is not UTF-8 text, so it is not a URL", e);
        }
    }

    private Cielo24InvalidRequestException invalid(String reason, Throwable cause) {
        return new Cielo24InvalidRequestException(jobId, reason, cause);
    }
}
