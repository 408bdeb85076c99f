package com.cielo24.examples.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

import org.conscrypt.Conscrypt;

/**
 * The other end, a program of its own: it answers as the service does, and throws away what it is sent. It reads into one
 * buffer, and looks at heads only. Its TLS is BoringSSL, which deciphers faster than any of the senders enciphers, so that
 * they are what is measured.
 */
public final class Receiver {

    /** After this line of input, it prints the same line when the first byte of the next request arrives. */
    static final String REQUEST = "request";

    private static volatile boolean tells;
    private static final int BUFFER_SIZE = 256 * 1024;
    private static final int BACKLOG = 1024;
    private static final Pattern LENGTH = Pattern.compile("\\r\\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final String TASK = "{ \"TaskId\" : \"41ec7d23fb4b45f9b48a13d0b7283bf2\" }";
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + TASK.length() + "\r\n\r\n" + TASK;

    private Receiver() {}

    /** With {@code http} or {@code https}. */
    public static void main(String[] arguments) throws Exception {
        ServerSocket server = arguments[0].equals("http")
                ? ServerSocketChannel.open().socket()
                : SSLContext.getInstance("Default", Conscrypt.newProvider())
                        .getServerSocketFactory()
                        .createServerSocket();
        server.bind(new InetSocketAddress("127.0.0.1", 0), BACKLOG);
        ExecutorService threads = Executors.newCachedThreadPool();
        threads.submit(() -> {
            while (true) {
                Socket socket = server.accept();
                threads.submit(() -> serve(socket));
            }
        });
        System.out.println(arguments[0] + "://127.0.0.1:" + server.getLocalPort());
        // until the one who started us has gone
        while (System.in.read() != -1) {
            tells = true;
        }
        System.exit(0);
    }

    /** Until the sender has gone, which is an exception that nobody waits for. */
    private static Void serve(Socket socket) throws IOException {
        try (socket) {
            socket.setTcpNoDelay(true);
            // without TLS there is a channel, which reads straight into the buffer
            ReadableByteChannel in =
                    socket.getChannel() != null ? socket.getChannel() : Channels.newChannel(socket.getInputStream());
            // aligned, or some processors (Zen 3) copy files into it at a third of the speed
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE + 64).alignedSlice(64);
            while (true) {
                for (long left = takeHead(in, buffer.clear()); left > 0; ) {
                    left -= read(in, buffer.clear());
                }
                socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    /** Returns how many bytes of the body are still to come. */
    private static long takeHead(ReadableByteChannel in, ByteBuffer buffer) throws IOException {
        while (true) {
            boolean isFirst = buffer.position() == 0;
            read(in, buffer);
            if (tells && isFirst) {
                tells = false;
                System.out.println(REQUEST);
            }
            String text = StandardCharsets.ISO_8859_1
                    .decode(buffer.duplicate().flip().limit(Math.min(buffer.position(), 8192)))
                    .toString();
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                Matcher length = LENGTH.matcher(text.substring(0, end));
                return length.find() ? Long.parseLong(length.group(1)) - (buffer.position() - end - 4) : 0;
            }
        }
    }

    private static int read(ReadableByteChannel in, ByteBuffer buffer) throws IOException {
        int read = in.read(buffer);
        if (read == -1) {
            throw new EOFException();
        }
        return read;
    }
}
