package com.cielo24.examples.benchmark.receiver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * The program: listens on 127.0.0.1, with TLS where it is given a key, says on which port, and ends with the process
 * that started it. Told to, it prints a line as soon as the first byte of a request is here.
 */
public final class Receiver {

    /** Makes it print {@link #REQUEST} for each request. */
    public static final String TELL = "tell";

    /** What is printed before the number of the port. */
    public static final String PORT = "port ";

    /** What is printed for each request, where that is wanted. */
    public static final String REQUEST = "request";

    private static final int BACKLOG = 1024;

    private Receiver() {}

    /**
     * @param arguments {@link #TELL} or {@code -}, then the key store if there is to be TLS
     */
    public static void main(String[] arguments) throws Exception {
        Runnable onRequest = arguments[0].equals(TELL) ? () -> System.out.println(REQUEST) : () -> {};
        SSLContext ssl = arguments.length > 1 ? Tls.context(Path.of(arguments[1])) : null;
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), BACKLOG);
            System.out.println(PORT + server.socket().getLocalPort());
            start(() -> accept(server, ssl, onRequest));
            while (System.in.read() != -1) {
                // the one who started us is still there
                continue;
            }
        }
    }

    private static void accept(ServerSocketChannel server, SSLContext ssl, Runnable onRequest) {
        while (true) {
            try {
                SocketChannel channel = server.accept();
                channel.socket().setTcpNoDelay(true);
                start(ssl == null ? new ClearConnection(channel, onRequest) : new TlsConnection(channel, ssl));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }
}
