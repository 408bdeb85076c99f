package com.cielo24.examples.benchmark.receiver;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Counts what TLS 1.3 records carry by their lengths (RFC 8446, 5.2), without deciphering them.
 */
final class Records {

    /** Of each record; its last two bytes are the length of what follows. */
    static final int HEADER = 5;

    private final SocketChannel channel;
    private final ByteBuffer arrived;
    private final int overhead;
    /** Bytes of the current record that have not been seen. */
    private long ofRecord;

    /**
     * @param arrived  what was read from the channel already, from the start of a record, to be flipped
     * @param overhead how many bytes of each record, after its header, are not of the message
     */
    Records(SocketChannel channel, ByteBuffer arrived, int overhead) {
        this.channel = channel;
        this.arrived = arrived;
        this.overhead = overhead;
    }

    /**
     * Lets so many bytes go by, and the whole of the last record that has some of them.
     */
    void skip(long bytes) throws IOException {
        long left = bytes;
        arrived.flip();
        while (left > 0 || ofRecord > 0) {
            if (ofRecord > 0 && arrived.hasRemaining()) {
                int seen = (int) Math.min(ofRecord, arrived.remaining());
                arrived.position(arrived.position() + seen);
                ofRecord -= seen;
            } else if (ofRecord == 0 && arrived.remaining() >= HEADER) {
                ofRecord = Short.toUnsignedInt(arrived.getShort(arrived.position() + HEADER - 2));
                left -= ofRecord - overhead;
                arrived.position(arrived.position() + HEADER);
            } else {
                if (channel.read(arrived.compact()) == -1) {
                    throw new EOFException();
                }
                arrived.flip();
            }
        }
    }
}
