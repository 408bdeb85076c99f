package com.cielo24.examples.benchmark.receiver;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * A connection with TLS 1.3 for one request. After the handshake only the head of the request is decrypted. Of the body
 * the records are counted, not read: deciphering it would cost as much as enciphering does, and the receiver would be
 * what is measured.
 */
final class TlsConnection implements Runnable {

    private static final int BUFFER_SIZE = 256 * 1024;

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(BUFFER_SIZE);
    private final ByteBuffer plain = ByteBuffer.allocate(64 * 1024);
    private final ByteBuffer leaving = ByteBuffer.allocate(64 * 1024);
    /** Of the latest record: type, tag, and padding, of which the JDK adds 16 bytes and OpenSSL none. */
    private int overhead;

    TlsConnection(SocketChannel channel, SSLContext context) {
        this.channel = channel;
        engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[] {"TLSv1.3"});
        // what curl and every JDK prefer when they are asked: the same for all that are compared
        engine.setEnabledCipherSuites(new String[] {"TLS_AES_256_GCM_SHA384"});
    }

    @Override
    public void run() {
        try (channel) {
            engine.beginHandshake();
            int head = takeHead();
            long left = Http.contentLength(plain.duplicate().flip().limit(head)) - (plain.position() - head);
            new Records(channel, arrived, overhead).skip(left);
            send(Http.answer(false));
            engine.closeOutbound();
            send(ByteBuffer.allocate(0));
        } catch (IOException e) {
            // the sender has gone
        }
    }

    private int takeHead() throws IOException {
        int head = -1;
        while (head == -1) {
            step();
            head = Http.headLength(plain.duplicate().flip());
        }
        return head;
    }

    /** One step of the handshake, or one record after it. */
    private void step() throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_WRAP) {
            send(ByteBuffer.allocate(0));
        } else if (status == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        } else {
            SSLEngineResult result = engine.unwrap(arrived.flip(), plain);
            arrived.compact();
            if (result.bytesProduced() > 0) {
                overhead = result.bytesConsumed() - Records.HEADER - result.bytesProduced();
            }
            if (result.getStatus() == SSLEngineResult.Status.CLOSED
                    || result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW && channel.read(arrived) == -1) {
                throw new EOFException();
            }
        }
    }

    private void send(ByteBuffer message) throws IOException {
        do {
            engine.wrap(message, leaving.clear());
            channel.write(leaving.flip());
        } while (message.hasRemaining());
    }
}
