package com.cielo24.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * The raw bytes of the media as a request body: no Content-Type, no encoding, one exact Content-Length (page "Add Media
 * To Job", third paragraph). HttpClient's own entities copy in pieces of 4 KB, at a third of the speed.
 */
final class UploadEntity extends AbstractHttpEntity {

    /** Seven records of TLS, which with their headers are just under the 128 KB that the JDK writes at once. */
    private static final int PIECE_SIZE = 7 * 16 * 1024;

    /** Looks whether something has come, and hardly waits for it. */
    @FunctionalInterface
    interface ResponseProbe {
        boolean sees() throws IOException;
    }

    private final Media.Content content;
    private final MediaReader media;
    private final Transmission transmission;

    UploadEntity(Media.Content content, Transmission transmission) {
        super((String) null, null, false);
        this.content = content;
        this.media = new MediaReader(content.stream(), transmission);
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
        byte[] buffer = new byte[(int) Math.min(PIECE_SIZE, content.length())];
        long sent = 0;
        while (sent < content.length()) {
            int read = fill(buffer, (int) Math.min(buffer.length, content.length() - sent), sent);
            boolean last = sent + read == content.length();
            if (last) {
                requireUnchanged();
                transmission.completes();
            }
            out.write(buffer, 0, read);
            if (last) {
                // a small piece would stay in a buffer
                out.flush();
            }
            sent += read;
            transmission.moved(sent);
        }
    }

    /**
     * Whether the media is a file that is ours. A thread that is stuck in having the system send it is freed by an
     * interrupt, which closes the file.
     */
    boolean isFile() {
        return content.stream() instanceof FileStream file && file.isOwned();
    }

    /**
     * Has the system send the media, where it is a file.
     *
     * @param  answered whether the service has spoken already, which ends it
     * @return          whether all was sent
     */
    boolean sendTo(SocketChannel channel, ResponseProbe answered) throws IOException {
        FileStream file = (FileStream) content.stream();
        long sent = 0;
        while (sent < content.length()) {
            if (answered.sees()) {
                return false;
            }
            int wanted = (int) Math.min(PIECE_SIZE, content.length() - sent);
            if (sent + wanted == content.length()) {
                requireUnchanged();
                transmission.completes();
            }
            long piece = sendTo(channel, file, wanted, sent);
            sent += piece > 0 ? piece : copyTo(channel, wanted, sent);
            transmission.moved(sent);
        }
        return true;
    }

    private static long sendTo(SocketChannel channel, FileStream file, int wanted, long sent) throws IOException {
        try {
            return file.sendTo(channel, wanted);
        } catch (RuntimeException | InternalError e) {
            // channels of others throw whatever they like; the error is Java's where it maps a file that becomes
            // shorter
            throw unreadable(sent, e);
        }
    }

    private static BrokenMediaException unreadable(long sent, Throwable cause) {
        return new BrokenMediaException("the media could not be read after " + sent + " bytes", cause);
    }

    /**
     * Where the system sent nothing: at the end of a file that has become shorter, or while somebody else looks for an
     * answer, for which the socket does not block.
     */
    private int copyTo(SocketChannel channel, int wanted, long sent) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(wanted);
        fill(bytes.array(), wanted, sent);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return wanted;
    }

    private int fill(byte[] buffer, int wanted, long sent) throws IOException {
        int read;
        try {
            read = media.fill(buffer, wanted);
        } catch (InvalidMediaException e) {
            // says what is wrong and what to do
            throw new BrokenMediaException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw unreadable(sent, e);
        }
        if (read < wanted) {
            throw new BrokenMediaException("the media ended after " + (sent + read) + " of " + content.length()
                    + " bytes; it must not change while it is being sent");
        }
        return read;
    }

    /** Before the last bytes go out, not after them: a request that is complete cannot be taken back. */
    private void requireUnchanged() throws IOException {
        try {
            content.lastLook().at(content.stream());
        } catch (BrokenMediaException e) {
            throw e;
        } catch (InvalidMediaException e) {
            throw new BrokenMediaException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new BrokenMediaException("the media could not be read to its end", e);
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
