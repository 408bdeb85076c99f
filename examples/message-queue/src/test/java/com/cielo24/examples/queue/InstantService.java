package com.cielo24.examples.queue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A service that takes all media at once, in a process of its own, so that no measurement includes what it does. */
final class InstantService implements AutoCloseable {

    private static final byte[] ANSWER =
            ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 46\r\n\r\n"
                            + "{\"TaskId\": \"41ec7d23fb4b45f9b48a13d0b7283bf2\"}")
                    .getBytes(StandardCharsets.US_ASCII);

    private final Process process;
    private final String url;

    private InstantService(Process process) throws IOException {
        this.process = process;
        this.url = process.inputReader().readLine();
    }

    static InstantService start() throws IOException {
        return new InstantService(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        InstantService.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            startDaemon(() -> {
                while (true) {
                    Socket connection = server.accept();
                    connection.setTcpNoDelay(true);
                    startDaemon(() -> answer(connection));
                }
            });
            System.out.println("http://127.0.0.1:" + server.getLocalPort());
            while (System.in.read() != -1) {
                // the one who started this process is still there
                continue;
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void startDaemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the other side is gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Only for requests without a body, as those for a URL are. */
    private static void answer(Socket connection) throws IOException {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            int last = 0;
            for (int next = in.read(); next != -1; next = in.read()) {
                if (next != '\r') {
                    if (next == '\n' && last == '\n') {
                        out.write(ANSWER);
                    }
                    last = next;
                }
            }
        }
    }
}
