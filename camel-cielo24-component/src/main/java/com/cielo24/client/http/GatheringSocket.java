package com.cielo24.client.http;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The socket below TLS. TLS writes each of its records, of 16 KB at most, by itself; here those of one piece of an upload
 * go to the system together, which costs it less than one call for each, and wakes the peer up once.
 */
final class GatheringSocket extends Socket {

    private Records records;

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
        if (records == null) {
            records = new Records(super.getOutputStream());
        }
        return records;
    }

    /**
     * Wraps what TLS takes, so that the records of each write to it go together.
     *
     * @param tls the output of the TLS socket that is on top of this one
     */
    OutputStream gathering(OutputStream tls) throws IOException {
        Records below = (Records) getOutputStream();
        return new FilterOutputStream(tls) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                below.hold();
                try {
                    out.write(bytes, offset, length);
                } finally {
                    // nothing of what is written may still be here when that is told
                    below.release();
                }
            }
        };
    }

    /** Lets go of memory while there is nothing to be sent. */
    synchronized void rest() {
        if (records != null) {
            records.rest();
        }
    }

    /** TLS may also write from other threads, such as one that reads: in order, but when it likes. */
    private static final class Records extends OutputStream {

        private final OutputStream system;
        private final ReentrantLock lock = new ReentrantLock();
        private ByteArrayOutputStream held = new ByteArrayOutputStream();
        private boolean holding;

        Records(OutputStream system) {
            this.system = system;
        }

        void hold() {
            lock.lock();
            holding = true;
            lock.unlock();
        }

        void release() throws IOException {
            lock.lock();
            try {
                holding = false;
                held.writeTo(system);
            } finally {
                held.reset();
                lock.unlock();
            }
        }

        void rest() {
            lock.lock();
            held = new ByteArrayOutputStream();
            lock.unlock();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            lock.lock();
            try {
                (holding ? held : system).write(bytes, offset, length);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void close() throws IOException {
            system.close();
        }
    }
}
