package com.cielo24.camel;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A peer that does on the socket exactly what a test says: what a well-behaved server would never do.
 */
final class RawService implements Closeable {

    /** An empty line: CR, LF, CR, LF. */
    private static final int END_OF_HEAD = 0x0d0a0d0a;

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final boolean tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong bodyBytes = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RawService(ServerSocket server, boolean tls, Behaviour behaviour) {
        this.server = server;
        this.tls = tls;
        this.behaviour = behaviour;
    }

    static RawService start(Behaviour behaviour) throws IOException {
        return start(null, behaviour);
    }

    /** With TLS where a context is given. */
    static RawService start(SSLContext ssl, Behaviour behaviour) throws IOException {
        ServerSocketFactory factory = ssl == null ? ServerSocketFactory.getDefault() : ssl.getServerSocketFactory();
        RawService service = new RawService(
                factory.createServerSocket(0, 128, InetAddress.getLoopbackAddress()), ssl != null, behaviour);
        service.daemon(service::accept);
        return service;
    }

    String baseUrl() {
        return (tls ? "https" : "http") + "://localhost:" + server.getLocalPort();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Request lines and headers as they came, one string a request. */
    List<String> heads() {
        return heads;
    }

    long connections() {
        return connections.get();
    }

    int openConnections() {
        return open.size();
    }

    /** Bytes of bodies that have been read so far. */
    long bodyBytes() {
        return bodyBytes.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                // what is sent must not wait for what the client says to it
                socket.setTcpNoDelay(true);
                open.add(socket);
                connections.incrementAndGet();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Peer peer = new Peer(socket);
            do {
                if (!peer.readHead()) {
                    return;
                }
                heads.add(peer.head);
                behaviour.behave(peer);
            } while (!socket.isClosed());
        } catch (IOException | InterruptedException e) {
            // the client went away, or the test is over
        } finally {
            open.remove(socket);
        }
    }

    private void daemon(Runnable work) {
        Thread thread = new Thread(work, "RawService");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** What to do after the head of each request. */
    interface Behaviour {
        void behave(Peer peer) throws IOException, InterruptedException;
    }

    /** The server's end of one connection. */
    final class Peer {

        final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private String head;
        private long bodyRead;

        private Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        private boolean readHead() throws IOException {
            bodyRead = 0;
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            // not a byte further: what a test leaves unread stays in the socket
            for (int lastFour = 0; lastFour != END_OF_HEAD; ) {
                int b = in.read();
                if (b == -1) {
                    return false;
                }
                bytes.write(b);
                lastFour = lastFour << 8 | b;
            }
            head = bytes.toString(StandardCharsets.ISO_8859_1);
            return true;
        }

        /** The request line and the headers of the request in hand. */
        String head() {
            return head;
        }

        long contentLength() {
            return head.lines()
                    .filter(line -> line.toLowerCase().startsWith("content-length:"))
                    .mapToLong(line -> Long.parseLong(line.substring(15).trim()))
                    .findFirst()
                    .orElse(0);
        }

        /** Reads so many bytes of the body, or to the end of the connection; answers how many there were. */
        long read(long bytes) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            long read = 0;
            while (read < bytes) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, bytes - read));
                if (n == -1) {
                    break;
                }
                read += n;
                bodyRead += n;
                bodyBytes.addAndGet(n);
            }
            return read;
        }

        /** What is still to come of the body. */
        void readBody() throws IOException {
            read(contentLength() - bodyRead);
        }

        void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        void answer(int status, String body) throws IOException {
            answer(status, "", body);
        }

        void answer(int status, String headers, String body) throws IOException {
            send("HTTP/1.1 " + status + " Whatever\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n" + headers + "\r\n" + body);
        }

        void added() throws IOException {
            answer(200, "{ \"TaskId\" : \"41ec7d23fb4b45f9b48a13d0b7283bf2\" }");
        }

        /** Does nothing more, until the test is over. */
        void hold() throws InterruptedException {
            closed.await();
        }

        /** Ends the connection at once, whatever is still unread. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
