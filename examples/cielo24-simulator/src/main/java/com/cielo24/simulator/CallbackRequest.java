package com.cielo24.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A GET on a connection of its own. The JDK's clients would silently send it again if the connection breaks. */
record CallbackRequest(URI url) {
    private static final int TIMEOUT = (int) Duration.ofSeconds(10).toMillis();
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");

    /**
     * @return the status of the answer
     * @throws IOException if there is none within ten seconds
     */
    int send() throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(url.getHost().replaceAll("[\\[\\]]", ""), port()), TIMEOUT);
            plain.setSoTimeout(TIMEOUT);
            Socket socket = isSecure() ? secured(plain) : plain;
            socket.getOutputStream().write(head().getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            String line = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            Matcher status = STATUS_LINE.matcher(line == null ? "" : line);
            if (!status.matches()) {
                throw new IOException("the connection ended without an answer");
            }
            return Integer.parseInt(status.group(1));
        }
    }

    private boolean isSecure() {
        return url.getScheme().equalsIgnoreCase("https");
    }

    private int port() {
        int otherwise = isSecure() ? 443 : 80;
        return url.getPort() < 0 ? otherwise : url.getPort();
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, url.getHost(), port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    private String head() {
        URI ascii = URI.create(url.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String target = path + (ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery());
        String user = ascii.getUserInfo() == null
                ? ""
                : "Authorization: Basic "
                        + Base64.getEncoder().encodeToString(ascii.getUserInfo().getBytes(StandardCharsets.UTF_8))
                        + "\r\n";
        return "GET " + target + " HTTP/1.1\r\nHost: " + ascii.getHost()
                + (ascii.getPort() < 0 ? "" : ":" + ascii.getPort()) + "\r\n" + user
                + "User-Agent: cielo24-simulator\r\nAccept: */*\r\nConnection: close\r\n\r\n";
    }
}
