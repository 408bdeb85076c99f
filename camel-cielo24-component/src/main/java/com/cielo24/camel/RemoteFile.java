package com.cielo24.camel;

import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import com.cielo24.client.InvalidMediaException;
import com.cielo24.client.Media;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * A file that Camel has downloaded from a server. The downloaded content must have the length that the server lists:
 * camel-ftp uses ASCII mode by default, which removes bytes from media.
 *
 * @param length in bytes, from the server's directory listing
 */
record RemoteFile(long length) {

    private static final String FILE_OF_EXCHANGE = "CamelFileExchangeFile";

    /**
     * ASCII mode changes media by less than this; other content that a route has set rarely has so similar a length.
     */
    private static final double NEARLY = 0.1;

    /**
     * @param  body of the exchange
     * @return      {@code null} if it is not a remote file, or its server lists no length
     */
    static RemoteFile of(Object body, Exchange exchange) {
        if (body instanceof WrappedFile<?> file) {
            return isLocal(file) || file.getFileLength() <= 0 ? null : new RemoteFile(file.getFileLength());
        }
        return body instanceof StreamCache cache ? cached(cache, exchange) : null;
    }

    /** A file of Camel's file component. Its length is read when it is opened. */
    static boolean isLocal(WrappedFile<?> file) {
        return file.getFile() instanceof File || file.getFile() instanceof Path;
    }

    /** Stream caching replaces the file by its cache. */
    private static RemoteFile cached(StreamCache cache, Exchange exchange) {
        if (!(exchange.getProperty(FILE_OF_EXCHANGE) instanceof WrappedFile<?> file)
                || !(file.getBody() instanceof InputStream)
                || !isAscii(exchange.getFromEndpoint())) {
            return null;
        }
        long length = file.getFileLength();
        return Math.abs(cache.length() - length) < length * NEARLY ? new RemoteFile(length) : null;
    }

    private static boolean isAscii(Endpoint endpoint) {
        return endpoint != null
                && endpoint.getEndpointBaseUri().startsWith("ftp")
                && endpoint.getComponent().getEndpointPropertyConfigurer() instanceof PropertyConfigurerGetter options
                && Boolean.FALSE.equals(options.getOptionValue(endpoint, "binary", false));
    }

    /** Refuses complete content of another length. */
    Media.Upload checked(Media.Upload upload) {
        return new Media.Upload() {
            @Override
            public Media.Content open(Media.Preparation preparation) throws IOException {
                Media.Content content = upload.open(preparation);
                if (content.length() != length) {
                    content.close();
                    throw wrongLength(content.length() + " bytes arrived");
                }
                return content;
            }

            @Override
            public void abandon() throws IOException {
                upload.abandon();
            }
        };
    }

    /** A stream with the length of the file, which need not be spooled. The upload is aborted if its length differs. */
    Media.Upload streamed(InputStream stream) {
        return Media.stream(new Counted(stream), length);
    }

    private InvalidMediaException wrongLength(String actual) {
        return new InvalidMediaException("the server says that the remote file has " + length + " bytes, but " + actual
                + "; use binary=true in camel-ftp, as its default ASCII mode changes media, and a readLock for files"
                + " that are still being written");
    }

    private final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count(read < 0 ? -1 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int size) throws IOException {
            int read = in.read(bytes, offset, size);
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            if (read < 0 && count < length) {
                throw wrongLength("only " + count + " bytes arrived");
            }
            count += Math.max(0, read);
            if (count > length) {
                throw wrongLength("more bytes arrived");
            }
        }
    }
}
