package com.cielo24.simulator;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The connection to a client. Used by one thread, but for {@link #abort}. */
final class Client {
    private final Socket socket;
    private final SocketInput in;
    private final SocketOutput out;

    /**
     * @param socket     plain, as it was accepted
     * @param sslContext null for plain http
     * @param timer      ends writes that a client does not read
     * @param silence    how long a client may read nothing of an answer
     */
    Client(Socket socket, SSLContext sslContext, ScheduledExecutorService timer, Duration silence) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        Socket stream = sslContext == null ? socket : secured(socket, sslContext);
        in = new SocketInput(stream);
        out = new SocketOutput(stream.getOutputStream(), this::abort, timer, silence);
    }

    private static Socket secured(Socket socket, SSLContext sslContext) throws IOException {
        SSLSocket secured =
                (SSLSocket) sslContext.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        return secured;
    }

    SocketInput in() {
        return in;
    }

    SocketOutput out() {
        return out;
    }

    /** Closes the connection at once. Not the TLS socket: closing that one waits for a write in progress. */
    void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
