package com.cielo24.client.http;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The socket below TLS. TLS writes each of its records, of at most 16 KB, separately. This socket passes the records of
 * one piece of an upload to the system together, which takes one system call and wakes the peer once.
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
     * Wraps the output of TLS, so that the records of each write are sent together.
     *
     * @param tls the output of the TLS socket on top of this one
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
                    // when the write is reported, nothing of it may still be held here
                    below.release();
                }
            }
        };
    }

    /** Frees memory while there is nothing to send. */
    synchronized void rest() {
        if (records != null) {
            records.rest();
        }
    }

    /** TLS may also write from other threads, such as a reading one: in order, but at any time. */
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
