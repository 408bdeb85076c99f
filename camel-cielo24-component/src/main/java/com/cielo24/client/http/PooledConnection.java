package com.cielo24.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Identifiable;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection for HttpClient's pool. HttpClient's own class logs headers and bytes, and can be extended only from
 * version 5.6 on.
 */
abstract class PooledConnection extends DefaultBHttpClientConnection
        implements ManagedHttpClientConnection, Identifiable {

    /** Limits the head of an answer, so that an endless one fails its exchange. */
    private static final Http1Config BOUNDS = Http1Config.custom()
            .setMaxLineLength(8 * 1024)
            .setMaxHeaderCount(100)
            .build();

    /** Passed explicitly, as the default parsers of the HttpClient in Camel 4.18 have no limits. */
    private static final DefaultHttpResponseParserFactory PARSERS = new DefaultHttpResponseParserFactory(BOUNDS);

    private final String id;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Socket base;
    private Timeout socketTimeout;

    PooledConnection(String id, ResponseOutOfOrderStrategy earlyAnswers) {
        super(BOUNDS, null, null, null, null, earlyAnswers, null, PARSERS);
        this.id = id;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new Streams(socket));
    }

    @Override
    public void bind(SSLSocket sslSocket, Socket socket) throws IOException {
        bind(new Streams(sslSocket, socket));
    }

    /** The socket below TLS, or the only one; {@code null} before it is connected. */
    Socket base() {
        return base;
    }

    /** The input of the connection; {@code null} if it is closed. */
    AnswerStream answers() throws IOException {
        SocketHolder holder = getSocketHolder();
        return holder != null ? (AnswerStream) holder.getInputStream() : null;
    }

    /** Makes any close send a reset, so that the service cannot take an unfinished request for complete. */
    void resetOnClose() {
        if (base != null) {
            resetOnClose(base);
        }
    }

    /** Closes the connection at once. Bypasses TLS, whose close would wait for a sender stuck in a write. */
    void abort() {
        if (base != null) {
            reset(base);
        }
    }

    /** Closes a socket at once, with a reset. */
    static void reset(Socket socket) {
        resetOnClose(socket);
        Closer.closeQuietly(socket);
    }

    private static void resetOnClose(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // already closed
        }
    }

    @Override
    protected void bind(SocketHolder holder) throws IOException {
        if (closed.get()) {
            holder.getSocket().close();
            throw new InterruptedIOException("the connection was closed while it was being opened");
        }
        super.bind(holder);
        base = holder.getBaseSocket();
        socketTimeout = Timeout.ofMilliseconds(holder.getSocket().getSoTimeout());
    }

    @Override
    public Socket getSocket() {
        SocketHolder holder = getSocketHolder();
        return holder != null ? holder.getSocket() : null;
    }

    @Override
    public SSLSession getSSLSession() {
        return getSocket() instanceof SSLSocket sslSocket ? sslSocket.getSession() : null;
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        super.setSocketTimeout(timeout);
        socketTimeout = timeout;
    }

    /** An idle connection needs no timeout and no send buffer. */
    @Override
    public void passivate() {
        if (base instanceof GatheringSocket gathering) {
            gathering.rest();
        }
        super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(socketTimeout);
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            super.close();
        }
    }

    @Override
    public void close(CloseMode mode) {
        if (closed.compareAndSet(false, true)) {
            super.close(mode);
        }
    }

    private static final class Streams extends SocketHolder {

        Streams(Socket socket) {
            super(socket);
        }

        Streams(SSLSocket sslSocket, Socket base) {
            super(sslSocket, base);
        }

        @Override
        protected InputStream getInputStream(Socket source) throws IOException {
            return new AnswerStream(source, getBaseSocket());
        }

        @Override
        protected OutputStream getOutputStream(Socket source) throws IOException {
            OutputStream out = super.getOutputStream(source);
            return source instanceof SSLSocket && getBaseSocket() instanceof GatheringSocket below
                    ? below.gathering(out)
                    : out;
        }
    }
}
