package com.cielo24.examples.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.apache.camel.util.function.ThrowingRunnable;
import org.conscrypt.Conscrypt;

/**
 * The other end, a program of its own: it answers as the service does, and throws away what it is sent. It reads into one
 * buffer, and looks at heads only. Its TLS is BoringSSL, which deciphers faster than any of the senders enciphers, so that
 * they are what is measured.
 */
public final class Receiver {

    /** After this line of input, it prints the same line when the first byte of the next request arrives. */
    static final String REQUEST = "request";

    private static final int BUFFER_SIZE = 256 * 1024;
    private static final int BACKLOG = 1024;
    private static final Pattern LENGTH = Pattern.compile("\\r\\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final String TASK = "{ \"TaskId\" : \"41ec7d23fb4b45f9b48a13d0b7283bf2\" }";
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + TASK.length() + "\r\n\r\n" + TASK;

    private static volatile boolean tells;

    private Receiver() {}

    /** With TLS if there is a key store in the system properties. */
    public static void main(String[] arguments) throws Exception {
        boolean isSecure = System.getProperty("javax.net.ssl.keyStore") != null;
        SSLContext tls = isSecure ? SSLContext.getInstance("Default", Conscrypt.newProvider()) : null;
        ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), BACKLOG);
        start(() -> {
            while (true) {
                SocketChannel channel = server.accept();
                channel.socket().setTcpNoDelay(true);
                start(() -> serve(channel, tls));
            }
        });
        System.out.println((isSecure ? "https" : "http") + "://127.0.0.1:"
                + server.socket().getLocalPort());
        // until the one who started us has gone
        while (System.in.read() != -1) {
            tells = true;
        }
    }

    private static void serve(SocketChannel channel, SSLContext tls) throws IOException {
        try (channel) {
            if (tls == null) {
                serve(channel, channel);
            } else {
                SSLSocket socket =
                        (SSLSocket) tls.getSocketFactory().createSocket(channel.socket(), "127.0.0.1", 0, true);
                socket.setUseClientMode(false);
                serve(Channels.newChannel(socket.getInputStream()), Channels.newChannel(socket.getOutputStream()));
            }
        }
    }

    private static void start(ThrowingRunnable<IOException> work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the sender has gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(ReadableByteChannel in, WritableByteChannel out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
        while (true) {
            for (long left = takeHead(in, buffer.clear()); left > 0; ) {
                left -= read(in, buffer.clear());
            }
            out.write(StandardCharsets.ISO_8859_1.encode(ANSWER));
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
