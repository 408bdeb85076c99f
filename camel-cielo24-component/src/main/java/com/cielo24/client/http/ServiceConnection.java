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
    /** What is closed that soon was not closed for its idleness. */
    private static final long JUST_USED = TimeUnit.SECONDS.toNanos(1);

    private final ConnectionChecks checks;

    private Transmission transmission;
    private UploadEntity upload;
    private boolean used;
    private long lastUsed;
    /** The upload was cut short because the service had answered. */
    private boolean brokenOff;
    /** Nothing more can be written, whether that cut an upload short or came just after its last byte. */
    private volatile boolean cut;

    /**
     * @param checks shared by all connections of a pool
     */
    ServiceConnection(String id, ConnectionChecks checks) {
        super(id, (request, connection, in, sent, next) -> ((ServiceConnection) connection).isAnswered());
        this.checks = checks;
    }

    /**
     * @param entity of the request, or {@code null} where that has none
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
            transmission.completes();
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

    /** What it carries has failed on it. Where it had been used before its peer may just have closed it. */
    void failed(IOException failure) {
        if (used && !transmission.isGivenUp() && !(failure instanceof BrokenMediaException)) {
            checks.foundClosed();
        }
    }

    /** Nothing can follow a request that was not finished, nor an answer behind which there is more. */
    @Override
    public boolean isConsistent() {
        return !brokenOff && !cut && super.isConsistent() && !hasReadMore();
    }

    /** An idle connection keeps nothing of what it carried. */
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
     * Asked whenever the connection is taken from the pool. One that holds bytes is of no use: they would pass for the
     * answer to the next request. Some servers say 408 before they close an idle connection.
     */
    @Override
    public boolean isStale() throws IOException {
        AnswerStream answers = answers();
        if (answers == null || answers.holdsAny()) {
            return true;
        }
        if (!checks.isDue(lastUsed)) {
            return false;
        }
        boolean closed = super.isStale();
        if (closed && System.nanoTime() - lastUsed < JUST_USED) {
            checks.foundClosed();
        }
        return closed || hasReadMore();
    }

    /**
     * Whether more than the answer was read. What arrived behind it and was not read yet is found when the connection is
     * taken.
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
