package com.cielo24.client.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringTokenizer;

/**
 * The number of written bytes that the system still holds for each socket, as reported by Linux. It shrinks while a
 * slow peer reads, long before a blocked write continues: that happens only when a third of several megabytes is free.
 */
final class SendQueues {

    /** Knows nothing, as on systems other than Linux. */
    static final SendQueues UNKNOWN = new SendQueues(Map.of());

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    /** The prefix of an IPv4 address in the table of IPv6. */
    private static final String MAPPED = "0000000000000000FFFF0000";

    /** By local port and remote address with port, as the system writes them. */
    private final Map<String, Long> bytes;

    private SendQueues(Map<String, Long> bytes) {
        this.bytes = bytes;
    }

    static SendQueues read() {
        Map<String, Long> bytes = new HashMap<>();
        for (Path table : TABLES) {
            try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
                lines.readLine();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    StringTokenizer fields = new StringTokenizer(line);
                    fields.nextToken();
                    String local = fields.nextToken();
                    String remote = fields.nextToken();
                    fields.nextToken();
                    String queue = fields.nextToken();
                    bytes.put(
                            key(local.substring(local.indexOf(':')), remote),
                            Long.parseLong(queue.substring(0, queue.indexOf(':')), 16));
                }
            } catch (IOException | RuntimeException e) {
                // not Linux, or not readable
            }
        }
        return new SendQueues(bytes);
    }

    /**
     * @return number of bytes that the peer has not acknowledged; empty if unknown
     */
    OptionalLong of(Socket socket) {
        InetAddress remote = socket.getInetAddress();
        Long queue = remote == null
                ? null
                : bytes.get(key(port(socket.getLocalPort()), hex(remote) + port(socket.getPort())));
        return queue == null ? OptionalLong.empty() : OptionalLong.of(queue);
    }

    private static String key(String localPort, String remote) {
        return localPort + ' ' + (remote.startsWith(MAPPED) ? remote.substring(MAPPED.length()) : remote);
    }

    private static String port(int port) {
        return ":%04X".formatted(port);
    }

    /** Words of four bytes, each in reverse order. */
    private static String hex(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder hex = new StringBuilder();
        for (int word = 0; word < bytes.length; word += 4) {
            for (int i = 3; i >= 0; i--) {
                hex.append("%02X".formatted(bytes[word + i]));
            }
        }
        return hex.toString();
    }
}
