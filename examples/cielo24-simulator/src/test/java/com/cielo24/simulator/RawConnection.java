package com.cielo24.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that sends exactly what it is told: no header is added, nothing is checked. */
final class RawConnection implements AutoCloseable {
    private final Socket socket;

    RawConnection(Cielo24Simulator simulator) throws IOException {
        this(new Socket("127.0.0.1", simulator.port()));
    }

    RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(10_000);
    }

    /** Lines become the head of a request: CRLF after each and an empty one at the end. */
    RawConnection head(String... lines) throws IOException {
        return body((String.join("\r\n", lines) + "\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection body(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    RawConnection body(String text) throws IOException {
        return body(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends, and takes it as well if the server ends the connection meanwhile. */
    RawConnection bodyAsFarAsItGoes(byte[] bytes) {
        try {
            return body(bytes);
        } catch (IOException e) {
            return this;
        }
    }

    /** One answer: its head, an empty line, its body. What came before the end if the connection ends. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int end = -1;
        while (end < 0 || answer.size() < end) {
            int b = in.read();
            if (b < 0) {
                break;
            }
            answer.write(b);
            if (end < 0 && b == '\n') {
                end = endOf(answer.toString(StandardCharsets.ISO_8859_1));
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** True once the server has ended the connection, however it did, without a byte more. */
    boolean isEndedByServer() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static int endOf(String head) {
        if (!head.endsWith("\r\n\r\n")) {
            return -1;
        }
        int length = head.lines()
                .filter(line -> line.toLowerCase().startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(15).trim()))
                .findFirst()
                .orElse(0);
        return head.length() + length;
    }
}
