package com.cielo24.examples.benchmark.sender;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The floor: the system itself moves the bytes from the file to the network ({@code sendfile}), and nobody looks. */
final class TransferTo implements Way {

    private final URI service;

    TransferTo(URI service) {
        this.service = service;
    }

    @Override
    public void upload(Path file) throws IOException {
        try (FileChannel media = FileChannel.open(file);
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(service.getHost(), service.getPort()))) {
            long size = media.size();
            channel.write(StandardCharsets.ISO_8859_1.encode("POST /api/job/add_media?v=1&api_token=" + TOKEN
                    + "&job_id=" + JOB + " HTTP/1.1\r\nHost: " + service.getAuthority() + "\r\nContent-Length: " + size
                    + "\r\n\r\n"));
            long sent = 0;
            while (sent < size) {
                sent += media.transferTo(sent, size - sent, channel);
            }
            if (channel.read(ByteBuffer.allocate(4096)) == -1) {
                throw new EOFException("no answer");
            }
        }
    }

    @Override
    public void addUrl(String url) {
        throw new UnsupportedOperationException("there is nothing to transfer");
    }

    @Override
    public void close() {}
}
