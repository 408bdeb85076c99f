package com.cielo24.camel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/** What Camel has cached, for tests to change in one point or the other. */
class TestCache extends ByteArrayInputStream implements StreamCache {

    TestCache(byte[] bytes) {
        super(bytes);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new TestCache(buf);
    }

    @Override
    public boolean inMemory() {
        return true;
    }

    /** 0 where that is unknown. */
    @Override
    public long length() {
        return buf.length;
    }

    @Override
    public long position() {
        return pos;
    }
}
