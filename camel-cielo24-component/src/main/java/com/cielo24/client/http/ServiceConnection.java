package com.cielo24.client.http;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;

/**
 * A pooled connection to the service. It adds to HttpClient's own:
 * <ul>
 * <li>an answer that arrives during an upload ends the upload at once, and is read;</li>
 * <li>without TLS, the system sends files directly;</li>
 * <li>the token is inserted into the request line here and not in the request object, which HttpClient logs at DEBUG;
 * the same applies to the headers of a login.</li>
 * </ul>
 */
final class ServiceConnection extends PooledConnection {

    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);
    private static final int PAUSE_IN_ANSWER = 20;
    /** A connection closed this soon was not closed for being idle. */
    private static final long JUST_USED = TimeUnit.SECONDS.toNanos(1);

    private final ConnectionChecks checks;

    private Transmission transmission;
    private UploadEntity upload;
    private boolean used;
    private long lastUsed;
    /** The upload was aborted because the service had answered. */
    private boolean brokenOff;
    /** Nothing more can be written, whether that aborted an upload or came just after its last byte. */
    private volatile boolean cut;

    /**
     * @param checks shared by all connections of a pool
     */
    ServiceConnection(String id, ConnectionChecks checks) {
        super(id, (request, connection, in, sent, next) -> ((ServiceConnection) connection).isAnswered());
        this.checks = checks;
    }

    /**
     * @param entity of the request, or {@code null} if it has none
     */
    void carry(Transmission next, UploadEntity entity) {
        transmission = next;
        upload = entity;
        next.begin(this, !used);
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        if (transmission == null) {
            super.sendRequestHeader(request);
            return;
        }
        String withoutToken = request.getPath();
        request.setPath(transmission.target());
        transmission.headers().forEach(request::setHeader);
        try {
            super.sendRequestHeader(request);
        } finally {
            request.setPath(withoutToken);
            transmission.headers().keySet().forEach(request::removeHeaders);
        }
    }

    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        try {
            SocketChannel channel = clearChannel();
            if (channel != null && upload != null && upload.isFile()) {
                // the head is still in the buffer, which the file bypasses
                flush();
                brokenOff = !upload.sendTo(channel, this::isAnswered);
            } else {
                super.sendRequestEntity(request);
            }
        } catch (BrokenMediaException | ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            // a service that refuses an upload may close the connection; its answer has then arrived
            if (transmission == null || transmission.isGivenUp() || !isAnswered()) {
                throw e;
            }
            brokenOff = true;
        }
    }

    @Override
    public void flush() throws IOException {
        if (brokenOff) {
            return;
        }
        boolean last = transmission != null && upload == null;
        if (last) {
            transmission.completing();
        }
        super.flush();
        if (last) {
            transmission.completed();
        }
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        if (transmission != null) {
            transmission.awaitAnswer();
        }
        return super.receiveResponseHeader();
    }

    /** The request has failed. If the connection had been used before, its peer may have closed it. */
    void failed(IOException failure) {
        if (used && !transmission.isGivenUp() && !(failure instanceof BrokenMediaException)) {
            checks.recordClosed();
        }
    }

    /** Not reusable after an unfinished request, or after an answer followed by more bytes. */
    @Override
    public boolean isConsistent() {
        return !brokenOff && !cut && super.isConsistent() && !hasReadMore();
    }

    /** An idle connection keeps no reference to its last request. */
    @Override
    public void passivate() {
        super.passivate();
        if (transmission != null) {
            transmission.leave();
        }
        transmission = null;
        upload = null;
        used = true;
        lastUsed = System.nanoTime();
    }

    /** The channel to which the system can send files; {@code null} if there is none, as under TLS. */
    private SocketChannel clearChannel() {
        return getSSLSession() == null && getSocket() != null ? getSocket().getChannel() : null;
    }

    private boolean isAnswered() throws IOException {
        AnswerStream answers = answers();
        return answers != null && answers.isAnswered();
    }

    /**
     * Whether the peer has answered. Buffers the answer, so that it survives a cut of the connection. Under TLS this
     * may wait for the sender, so it must not run in the watchdog's own thread.
     */
    boolean hasAnswer() throws IOException {
        if (!isAnswered()) {
            return false;
        }
        if (getSSLSession() != null) {
            // if the cut makes the sender's write fail, TLS may close both directions
            bufferRestOfAnswer();
        }
        return true;
    }

    private void bufferRestOfAnswer() {
        try {
            answers().bufferRest(PAUSE_IN_ANSWER);
        } catch (IOException e) {
            // the connection is gone, but the answer has begun to arrive
        }
    }

    /**
     * Wakes a sender whose peer has answered and stopped reading: its write fails, but what has arrived can still be
     * read. The upload may have ended by itself at this very moment, so the connection is never reused.
     */
    void cut() throws IOException {
        cut = true;
        base().shutdownOutput();
    }

    /**
     * Called whenever the connection is leased from the pool. A connection with unread bytes cannot be used: they would
     * be taken for the answer to the next request. Some servers send a 408 before they close an idle connection.
     */
    @Override
    public boolean isStale() throws IOException {
        AnswerStream answers = answers();
        if (answers == null || answers.hasUnreadBytes()) {
            return true;
        }
        if (!checks.isDue(lastUsed)) {
            return false;
        }
        boolean closed = super.isStale();
        if (closed && System.nanoTime() - lastUsed < JUST_USED) {
            checks.recordClosed();
        }
        return closed || hasReadMore();
    }

    /**
     * Whether more than the answer was read. Bytes that arrived later and are still unread are found when the
     * connection is leased.
     */
    private boolean hasReadMore() {
        try {
            AnswerStream answers = answers();
            if (answers == null) {
                return false;
            }
            answers.setOpen(false);
            try {
                return isDataAvailable(AT_ONCE);
            } finally {
                answers.setOpen(true);
            }
        } catch (IOException e) {
            // the connection is gone
            return true;
        }
    }
}
