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
 * A file that Camel has fetched from a server. What came of it must be as long as the server says: camel-ftp fetches in
 * ASCII mode by default, which takes bytes out of media.
 *
 * @param length in bytes, as the server's listing of the folder has it
 */
record RemoteFile(long length) {

    private static final String FILE_OF_EXCHANGE = "CamelFileExchangeFile";

    /** What ASCII mode does to media is less; what else a route has made of the file is hardly as near. */
    private static final double NEARLY = 0.1;

    /**
     * @param  body of the exchange
     * @return      {@code null} if it is not a remote file, or its server tells no length
     */
    static RemoteFile of(Object body, Exchange exchange) {
        if (body instanceof WrappedFile<?> file) {
            return isLocal(file) || file.getFileLength() <= 0 ? null : new RemoteFile(file.getFileLength());
        }
        return body instanceof StreamCache cache ? cached(cache, exchange) : null;
    }

    /** The file itself, as the file component of Camel has them: whoever opens it looks how long it is by then. */
    static boolean isLocal(WrappedFile<?> file) {
        return file.getFile() instanceof File || file.getFile() instanceof Path;
    }

    /** Stream caching puts its cache in the place of the file. */
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

    /** Refuses what is complete already, and has another length. */
    Media.Upload checked(Media.Upload upload) {
        return new Media.Upload() {
            @Override
            public Media.Content open(Media.Preparation preparation) throws IOException {
                Media.Content content = upload.open(preparation);
                if (content.length() != length) {
                    content.close();
                    throw wrong(content.length() + " bytes of it came");
                }
                return content;
            }

            @Override
            public void abandon() throws IOException {
                upload.abandon();
            }
        };
    }

    /** Need not be spooled, as its length is known; breaks off where it has another one. */
    Media.Upload streamed(InputStream stream) {
        return Media.stream(new Counted(stream), length);
    }

    private InvalidMediaException wrong(String what) {
        return new InvalidMediaException("the server says that the remote file has " + length + " bytes, but " + what
                + "; use binary=true in camel-ftp, whose default is the ASCII mode that changes media, and a readLock"
                + " for files that are still being written");
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
                throw wrong("only " + count + " bytes of it came");
            }
            count += Math.max(0, read);
            if (count > length) {
                throw wrong("more came");
            }
        }
    }
}
