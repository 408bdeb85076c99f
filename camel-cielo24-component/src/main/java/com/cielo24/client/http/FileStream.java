package com.cielo24.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * The content of an open file from its beginning. The system can also send it directly, without copying it into this
 * process. The position of the channel is neither used nor changed.
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
     * Sends bytes and advances as reading would.
     *
     * @param  count maximum number of bytes
     * @return       number of bytes sent; 0 at the end of the file, or if the system cannot send any right now
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
