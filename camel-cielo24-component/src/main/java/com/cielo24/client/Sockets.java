package com.cielo24.client;

import java.io.IOException;
import java.net.Socket;

import org.apache.hc.core5.io.Closer;

/** How a socket is ended from another thread. */
final class Sockets {

    private Sockets() {}

    /** Ends it at once, so that the peer cannot take an unfinished request for complete. */
    static void reset(Socket socket) {
        resetOnClose(socket);
        Closer.closeQuietly(socket);
    }

    /** Has whatever closes it end the connection with a reset. */
    static void resetOnClose(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // it is closed already
        }
    }
}
