package com.cielo24.client.http;

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

    /** Checks whether an answer has begun to arrive, with hardly any wait. */
    @FunctionalInterface
    interface ResponseProbe {
        boolean hasArrived() throws IOException;
    }

    private final UploadBody content;
    private final MediaReader media;
    private final Transmission transmission;

    UploadEntity(UploadBody content, Transmission transmission) {
        super((String) null, null, false);
        this.content = content;
        this.media = new MediaReader(content.stream(), transmission::moved, transmission::isGivenUp);
        this.transmission = transmission;
    }

    @Override
    public long getContentLength() {
        return content.length();
    }

    /**
     * Always {@code false}: one exchange sends one request, whatever a server asks for.
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
                transmission.completing();
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
     * Whether the media is a file that we have opened. A thread stuck in a direct send is freed by an
     * interrupt, which closes the file.
     */
    boolean isFile() {
        return content.stream() instanceof FileStream file && file.isOwned();
    }

    /**
     * Makes the system send the media, which must be a file.
     *
     * @param  answer  checks whether the service has answered, which ends the upload
     * @return         whether everything was sent
     */
    boolean sendTo(SocketChannel channel, ResponseProbe answer) throws IOException {
        FileStream file = (FileStream) content.stream();
        long sent = 0;
        while (sent < content.length()) {
            if (answer.hasArrived()) {
                return false;
            }
            int wanted = (int) Math.min(PIECE_SIZE, content.length() - sent);
            if (sent + wanted == content.length()) {
                requireUnchanged();
                transmission.completing();
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
            // other people's channels may throw anything; Java throws the error if a mapped file becomes shorter
            throw unreadable(sent, e);
        }
    }

    private static BrokenMediaException unreadable(long sent, Throwable cause) {
        return new BrokenMediaException("the media could not be read after " + sent + " bytes", cause);
    }

    /**
     * For when the system sent nothing: at the end of a file that has become shorter, or while another thread checks
     * for an answer, during which the socket does not block.
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
        } catch (IOException | RuntimeException e) {
            throw unreadable(sent, e);
        }
        if (read < wanted) {
            throw new BrokenMediaException("the media ended after " + (sent + read) + " of " + content.length()
                    + " bytes; it must not change while it is being sent");
        }
        return read;
    }

    /** Called before the last bytes are sent: a complete request cannot be taken back. */
    private void requireUnchanged() throws IOException {
        try {
            content.lastCheck().verify();
        } catch (BrokenMediaException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new BrokenMediaException("the media could not be read to its end", e);
        }
    }

    @Override
    public InputStream getContent() {
        return content.stream();
    }

    /** The caller of the request closes the media, even if the request was never sent. */
    @Override
    public void close() {}
}
