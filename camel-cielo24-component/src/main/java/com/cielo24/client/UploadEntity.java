package com.cielo24.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * The raw bytes of the media as a request body: no Content-Type, no encoding, one exact Content-Length (page "Add Media
 * To Job", third paragraph). HttpClient's own entities copy in pieces of 4 KB, at a third of the speed.
 */
final class UploadEntity extends AbstractHttpEntity {

    private static final int BUFFER_SIZE = 128 * 1024;

    private final Media.Content content;
    private final Transmission transmission;

    UploadEntity(Media.Content content, Transmission transmission) {
        super((String) null, null, false);
        this.content = content;
        this.transmission = transmission;
    }

    @Override
    public long getContentLength() {
        return content.length();
    }

    /**
     * Never: one exchange is one request, whatever a server asks for.
     */
    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_SIZE, content.length())];
        long sent = 0;
        while (sent < content.length()) {
            int read = fill(buffer, (int) Math.min(buffer.length, content.length() - sent), sent);
            if (sent + read == content.length() && content.exact()) {
                requireEnd();
            }
            out.write(buffer, 0, read);
            sent += read;
            transmission.moved(sent);
        }
    }

    private int fill(byte[] buffer, int wanted, long sent) throws IOException {
        int read;
        try {
            read = content.stream().readNBytes(buffer, 0, wanted);
        } catch (IOException | RuntimeException e) {
            throw new BrokenMediaException("the media could not be read after " + sent + " bytes", e);
        }
        if (read < wanted) {
            throw new BrokenMediaException("the media ended after " + (sent + read) + " of " + content.length()
                    + " bytes; it must not change while it is being sent");
        }
        return read;
    }

    /** Before the last bytes go out, not after them: a request that is complete cannot be taken back. */
    private void requireEnd() throws IOException {
        int next;
        try {
            next = content.stream().read();
        } catch (IOException | RuntimeException e) {
            throw new BrokenMediaException("the media could not be read to its end", e);
        }
        if (next != -1) {
            throw new BrokenMediaException("the media runs past its declared length of " + content.length() + " bytes");
        }
    }

    @Override
    public InputStream getContent() {
        return content.stream();
    }

    /** The caller of the request closes the media, also when the request never came this far. */
    @Override
    public void close() {}
}
