package com.cielo24.client;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;

/**
 * A pooled connection to the service. It adds to HttpClient's own what this service needs:
 * <ul>
 * <li>an answer that arrives while the upload still runs ends it at once, and is read;</li>
 * <li>the system sends files by itself where there is no TLS;</li>
 * <li>the token is put into the request line here, where it goes out, and not into the request object: HttpClient logs
 * that at DEBUG; the same with the headers of a login.</li>
 * </ul>
 */
final class ServiceConnection extends PooledConnection {

    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);
    private static final int PAUSE_IN_ANSWER = 20;

    private Transmission transmission;
    private UploadEntity upload;
    /** The upload was cut short because the service had answered. */
    private boolean brokenOff;
    /** Nothing more can be written, whether that cut an upload short or came just after its last byte. */
    private volatile boolean cut;

    ServiceConnection(String id) {
        super(id, (request, connection, in, sent, next) -> ((ServiceConnection) connection).isAnswered());
    }

    /**
     * @param entity of the request, or {@code null} where that has none
     */
    void carry(Transmission next, UploadEntity entity) {
        transmission = next;
        upload = entity;
        next.begin(this);
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        if (transmission == null) {
            super.sendRequestHeader(request);
            return;
        }
        String shown = request.getPath();
        request.setPath(transmission.target());
        transmission.headers().forEach(request::setHeader);
        try {
            super.sendRequestHeader(request);
        } finally {
            request.setPath(shown);
            transmission.headers().keySet().forEach(request::removeHeaders);
        }
    }

    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        try {
            SocketChannel channel = clearChannel();
            if (channel != null && upload != null && upload.isFile()) {
                // what goes past the buffer must come after the head, which is in it
                flush();
                brokenOff = !upload.sendTo(channel, this::isAnswered);
            } else {
                super.sendRequestEntity(request);
            }
        } catch (BrokenMediaException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // a service that refuses an upload may well close: its reason is then already here
            if (transmission == null || transmission.givenUp() != null || !isAnswered()) {
                throw e;
            }
            brokenOff = true;
        }
    }

    @Override
    public void flush() throws IOException {
        if (!brokenOff) {
            super.flush();
        }
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        if (transmission != null) {
            transmission.awaitAnswer(isComplete());
        }
        return super.receiveResponseHeader();
    }

    /** An unfinished request does not count as sent. */
    private boolean isComplete() {
        return !brokenOff && super.isConsistent();
    }

    /** Nor can it be followed by another. */
    @Override
    public boolean isConsistent() {
        return isComplete() && !cut;
    }

    /** What the system can send files to; {@code null} where there is none, as under TLS. */
    private SocketChannel clearChannel() {
        return getSSLSession() == null && getSocket() != null ? getSocket().getChannel() : null;
    }

    private boolean isAnswered() throws IOException {
        AnswerStream answers = answers();
        return answers != null && answers.isAnswered();
    }

    /**
     * Whether the peer has answered, with as much of that as can be kept when the connection is cut. Under TLS this may
     * have to wait for the sender, so it is nothing for the watchdog's own thread.
     */
    boolean hasAnswer() throws IOException {
        if (!isAnswered()) {
            return false;
        }
        if (getSSLSession() != null) {
            // where the sender's write fails by that, TLS may end in both directions
            takeRestOfAnswer();
        }
        return true;
    }

    private void takeRestOfAnswer() {
        try {
            answers().takeRest(PAUSE_IN_ANSWER);
        } catch (IOException e) {
            // the connection is gone, but the answer has begun to arrive
        }
    }

    /**
     * Wakes a sender whose peer has answered and stopped reading: its write fails, while what has arrived can still be
     * read. It may have ended by itself in this very moment, so the connection is not used again in any case.
     */
    void cut() throws IOException {
        cut = true;
        base().shutdownOutput();
    }

    /**
     * An idle connection that holds bytes is of no use either: some servers say 408 before they close, which would pass
     * for the answer to the next request.
     */
    @Override
    public boolean isStale() throws IOException {
        return super.isStale() || isDataAvailable(AT_ONCE);
    }
}
