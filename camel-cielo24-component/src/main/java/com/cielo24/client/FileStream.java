package com.cielo24.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * The content of a file, which the system can also send by itself: then no byte of it comes into this process.
 */
final class FileStream extends FilterInputStream {

    private final FileChannel file;

    FileStream(FileChannel file) {
        super(Channels.newInputStream(file));
        this.file = file;
    }

    /**
     * Moves on by what was sent, as reading would.
     *
     * @param  count bytes at most
     * @return       how many were sent; 0 at the end of the file, and where the system cannot send any just now
     */
    long sendTo(WritableByteChannel target, long count) throws IOException {
        long position = file.position();
        long sent = file.transferTo(position, count, target);
        file.position(position + sent);
        return sent;
    }
}
