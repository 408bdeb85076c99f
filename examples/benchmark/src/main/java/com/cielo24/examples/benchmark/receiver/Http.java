package com.cielo24.examples.benchmark.receiver;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much HTTP as is needed to know where a request ends, and to answer it as the service does. */
final class Http {

    private static final Pattern LENGTH = Pattern.compile("\\r\\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final String TASK = "{ \"TaskId\" : \"41ec7d23fb4b45f9b48a13d0b7283bf2\" }";

    private Http() {}

    /**
     * @param  bytes from the start of a request to what has arrived of it
     * @return       how many bytes its head has, or -1 if that is not all here
     */
    static int headLength(ByteBuffer bytes) {
        for (int i = bytes.position() + 3; i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n' && bytes.get(i - 2) == '\n') {
                return i + 1 - bytes.position();
            }
        }
        return -1;
    }

    /** How many bytes come after a head. */
    static long contentLength(ByteBuffer head) {
        Matcher matcher = LENGTH.matcher(StandardCharsets.ISO_8859_1.decode(head.duplicate()));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    static ByteBuffer answer(boolean keepAlive) {
        String text = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + TASK.length()
                + (keepAlive ? "" : "\r\nConnection: close") + "\r\n\r\n" + TASK;
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
