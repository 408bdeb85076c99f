package com.cielo24.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the system still holds of the bytes that were written to a socket, as Linux tells. It shrinks while a slow peer
 * takes them, long before a blocked write may go on: that is woken when a third of several megabytes is free.
 */
final class SendQueue {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private SendQueue() {}

    /**
     * @return bytes that the peer has not confirmed; empty where the system does not tell
     */
    static OptionalLong of(Socket socket) {
        String local = port(socket.getLocalPort());
        String remote = hex(socket.getInetAddress()) + port(socket.getPort());
        for (Path table : TABLES) {
            try (Stream<String> lines = Files.lines(table)) {
                OptionalLong queue = lines.map(line -> line.trim().split("\\s+"))
                        .filter(fields -> fields.length > 4 && fields[1].endsWith(local) && fields[2].endsWith(remote))
                        .mapToLong(fields -> Long.parseLong(fields[4].split(":")[0], 16))
                        .findFirst();
                if (queue.isPresent()) {
                    return queue;
                }
            } catch (IOException | RuntimeException e) {
                // not Linux, or not ours to read
            }
        }
        return OptionalLong.empty();
    }

    private static String port(int port) {
        return ":%04X".formatted(port);
    }

    /** Words of four bytes, each the wrong way round; an IPv4 address may have zeros and {@code FFFF} before it. */
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
