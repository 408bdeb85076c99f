package com.cielo24.client;

import java.io.IOException;
import java.io.InputStream;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * A pooled connection to the service. It adds to HttpClient's own what this service needs:
 * <ul>
 * <li>an answer that arrives while the upload still runs ends it at once, and is read;</li>
 * <li>the token is put into the request line here, where it goes out, and not into the request object: HttpClient logs
 * that at DEBUG.</li>
 * </ul>
 */
final class ServiceConnection extends PooledConnection {

    private static final Timeout AT_ONCE = Timeout.ofMilliseconds(1);
    /** How often to look for more of an answer before the connection under TLS is cut: 1 ms each. */
    private static final int LAST_LOOKS = 50;

    private Transmission transmission;
    /** Only with TLS: part of the answer has been read and waits in HttpClient's buffer. */
    private boolean answerBuffered;
    /** The upload was cut short because the service had answered. */
    private boolean brokenOff;

    ServiceConnection(String id) {
        super(id, (request, connection, in, sent, next) -> ((ServiceConnection) connection).isAnswered());
    }

    void carry(Transmission next) {
        transmission = next;
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
        try {
            super.sendRequestHeader(request);
        } finally {
            request.setPath(shown);
        }
    }

    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        try {
            super.sendRequestEntity(request);
        } catch (BrokenMediaException e) {
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
            transmission.awaitAnswer(isConsistent());
        }
        return super.receiveResponseHeader();
    }

    /** An unfinished request can neither be followed by another nor count as sent. */
    @Override
    public boolean isConsistent() {
        return !brokenOff && super.isConsistent();
    }

    /**
     * Whether something of an answer has arrived. It costs nothing while nothing has: {@code isDataAvailable} waits for
     * up to 1 ms and is only asked where the socket holds bytes. Under TLS these may be a session ticket and no answer,
     * so they must be read to tell.
     */
    private boolean isAnswered() throws IOException {
        SocketHolder holder = getSocketHolder();
        if (holder == null) {
            return false;
        }
        synchronized (transmission) {
            if (holder.getSSLSocket() == null) {
                return holder.getInputStream().available() > 0;
            }
            return answerBuffered || isBaseReadable(holder) && (answerBuffered = isDataAvailable(AT_ONCE));
        }
    }

    private static boolean isBaseReadable(SocketHolder holder) throws IOException {
        InputStream base = holder.getBaseSocket().getInputStream();
        return base.available() > 0 || holder.getInputStream().available() > 0;
    }

    /**
     * Wakes a sender whose peer has answered and stopped reading. Called by the watchdog while the sender is stuck in a
     * write.
     */
    void breakOffIfAnswered() {
        try {
            SocketHolder holder = getSocketHolder();
            if (holder == null || !isAnswered()) {
                return;
            }
            if (holder.getSSLSocket() != null) {
                // cutting the socket ends TLS in both directions: have the rest of the answer first
                for (int look = 0; look < LAST_LOOKS && !super.isStale(); look++) {
                    continue;
                }
            }
            // the sender's write fails, while what has arrived can still be read
            holder.getBaseSocket().shutdownOutput();
        } catch (IOException e) {
            // the connection is gone, which wakes the sender as well
            abort();
        }
    }

    /**
     * An idle connection that holds bytes is of no use either: some servers say 408 before they close, which would pass
     * for the answer to the next request.
     */
    @Override
    public boolean isStale() throws IOException {
        return super.isStale() || isDataAvailable(AT_ONCE);
    }

    /** Ends everything with a reset, so that the service cannot take the request for complete. */
    void abort() {
        close(CloseMode.IMMEDIATE);
    }
}
