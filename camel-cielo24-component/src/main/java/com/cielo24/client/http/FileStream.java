package com.cielo24.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * The content of an open file from its beginning, which the system can also send by itself: then no byte of it comes into
 * this process. Where the channel stands makes no difference, and it stays there.
 */
public final class FileStream extends InputStream {

    private final FileChannel file;
    private final boolean owned;
    private long position;

    /**
     * @param owned whether the channel is closed with the stream
     */
    public FileStream(FileChannel file, boolean owned) {
        this.file = file;
        this.owned = owned;
    }

    boolean isOwned() {
        return owned;
    }

    /**
     * Moves on by what was sent, as reading would.
     *
     * @param  count bytes at most
     * @return       how many were sent; 0 at the end of the file, and where the system cannot send any just now
     */
    long sendTo(WritableByteChannel target, long count) throws IOException {
        long sent = file.transferTo(position, count, target);
        position += sent;
        return sent;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = file.read(ByteBuffer.wrap(bytes, offset, length), position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public void close() throws IOException {
        if (owned) {
            file.close();
        }
    }
}
