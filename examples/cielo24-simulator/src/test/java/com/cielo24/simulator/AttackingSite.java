package com.cielo24.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web site on a loopback port. It serves one page, hears what the page reports, and passes all other requests on to the
 * simulator: to a browser that is what DNS rebinding looks like, when the name of a site begins to point at this machine.
 */
final class AttackingSite implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CompletableFuture<String> report = new CompletableFuture<>();
    private final String page;
    private final int simulatorPort;

    AttackingSite(String page, int simulatorPort) throws IOException {
        this.page = page;
        this.simulatorPort = simulatorPort;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What the page sent to {@code /report?}. */
    CompletableFuture<String> report() {
        return report;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String head = readHead(socket.getInputStream());
            String target = head.split(" ", 3).length < 2 ? "" : head.split(" ", 3)[1];
            if (target.equals("/page")) {
                answer(socket, page);
            } else if (target.startsWith("/report?")) {
                report.complete(target.substring(8));
                answer(socket, "");
            } else {
                passOn(head, socket);
            }
        } catch (IOException e) {
            // the browser went away
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.append((char) b);
            if (b == '\n' && head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }

    private static void answer(Socket socket, String body) throws IOException {
        String head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: " + body.length();
        socket.getOutputStream().write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
    }

    private void passOn(String head, Socket browser) throws IOException {
        try (Socket simulator = new Socket(InetAddress.getLoopbackAddress(), simulatorPort)) {
            // one request a connection: the next may be for this site
            String single = head.replace("Connection: keep-alive", "Connection: close");
            simulator.getOutputStream().write(single.getBytes(StandardCharsets.ISO_8859_1));
            threads.execute(() -> {
                try {
                    browser.getInputStream().transferTo(simulator.getOutputStream());
                } catch (IOException e) {
                    // one of both went away
                }
            });
            simulator.getInputStream().transferTo(browser.getOutputStream());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
