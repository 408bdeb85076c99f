package com.cielo24.camel;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Answers as no server should give them. The same seed makes the same answer.
 */
final class AnswerMutator {

    /** What becomes of the connection after the answer. */
    enum End {
        STAYS,
        CLOSES,
        RESETS
    }

    /**
     * @param writes what the server writes, one after the other
     * @param pauses in milliseconds, before each write
     * @param early  whether the server answers before it reads the body
     */
    record Answer(List<byte[]> writes, List<Integer> pauses, End end, boolean early) {

        @Override
        public String toString() {
            StringBuilder shown = new StringBuilder(end + (early ? ", early" : ""));
            for (int i = 0; i < writes.size(); i++) {
                shown.append("\n  after ").append(pauses.get(i)).append(" ms: ").append(escaped(writes.get(i)));
            }
            return shown.toString();
        }

        private static String escaped(byte[] bytes) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < Math.min(bytes.length, 2_000); i++) {
                int b = bytes[i] & 0xff;
                text.append(b >= ' ' && b < 127 && b != '\\' ? Character.toString(b) : "\\x%02x".formatted(b));
            }
            return text + (bytes.length > 2_000 ? "... (" + bytes.length + " bytes)" : "");
        }
    }

    private static final List<String> STATUS_LINES = List.of(
            "HTTP/1.1 000 x",
            "HTTP/1.1 099 x",
            "HTTP/1.1 600 x",
            "HTTP/1.1 2000 x",
            "HTTP/1.1 -200 x",
            "HTTP/1.1 20 x",
            "HTTP/1.1 99999999999 x",
            "HTTP/1.1",
            "HTTP/1.1 ",
            "HTTP/1.1 abc",
            "HTTP/9.9 200 OK",
            "HTTP/0.9 200 OK",
            "HTTP/1.0 200 OK",
            "HTTP/1.x 200 OK",
            "HTTP/ 200 OK",
            "ICY 200 OK",
            "http/1.1 200 ok",
            "HTTP/1.1 101 Switching Protocols",
            "HTTP/1.1 103 Early Hints",
            "HTTP/1.1 204 No Content",
            "HTTP/1.1 205 Reset Content",
            "HTTP/1.1 206 Partial Content",
            "HTTP/1.1 302 Found",
            "HTTP/1.1 304 Not Modified",
            "HTTP/1.1 401 Unauthorized",
            "HTTP/1.1 408 Request Timeout",
            "HTTP/1.1 417 Expectation Failed",
            "HTTP/1.1 500 x",
            "");
    private static final List<String> FIELDS = List.of(
            "Content-Length: 0",
            "Content-Length: 5",
            "Content-Length: 5000",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: 3, 3",
            "Content-Length:",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: \u000bchunked",
            "Content-Encoding: gzip",
            "Connection: close",
            "Connection: keep-alive",
            "Connection: upgrade",
            "Keep-Alive: timeout=0, max=-1",
            "Keep-Alive: timeout=99999999999999999999",
            "Upgrade: h2c",
            "Location: http://localhost:1/",
            "WWW-Authenticate: Negotiate",
            "WWW-Authenticate: Basic realm=\"\u0000",
            "Proxy-Authenticate: Digest",
            "Retry-After: 99999999999999999999",
            "Retry-After: Thu, 32 Foo 2026",
            "Set-Cookie: a=b; Domain=.",
            "Content-Type: application/json; charset=\u00ff\u00fe",
            "Content-Type: ;;;=",
            "Trailer: X",
            " folded",
            "no colon",
            ": no name",
            "X\u0000: y",
            "X: \u0001\u007f");
    private static final List<String> CHUNKS =
            List.of("0\r\n\r\n", "5\r\n", "-1\r\n", "ffffffffffffffffff\r\n", "1;a=b\r\n \r\n", "xyz\r\n", "\r\n");

    private final Random random;
    private final String job;

    AnswerMutator(long seed, String job) {
        this.random = new Random(seed);
        this.job = job;
    }

    Answer next() {
        byte[] bytes = latin1(base());
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = mutated(bytes);
        }
        List<byte[]> writes = new ArrayList<>();
        List<Integer> pauses = new ArrayList<>();
        int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : 0;
        if (cut > 0) {
            writes.add(Arrays.copyOf(bytes, cut));
            pauses.add(0);
        }
        writes.add(Arrays.copyOfRange(bytes, cut, bytes.length));
        pauses.add(cut > 0 ? random.nextInt(3) : 0);
        if (random.nextInt(4) == 0) {
            writes.add(latin1(random.nextInt(3) == 0 ? noise() : surplus()));
            pauses.add(random.nextInt(6));
        }
        End end = random.nextInt(4) > 0 ? End.STAYS : End.values()[random.nextInt(3)];
        return new Answer(writes, pauses, end, random.nextInt(6) == 0);
    }

    private String base() {
        String task = OwnTask.json(job);
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> answer("200 OK", "", task);
            case 3 -> answer("200 OK", "Connection: close\r\n", task);
            case 4 ->
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                        .formatted(task.length(), task);
            case 5 -> "HTTP/1.1 200 OK\r\n\r\n" + task;
            case 6 -> answer("400 Bad Request", "", "{\"ErrorType\":\"ITEM_NOT_FOUND\",\"ErrorComment\":\"no\"}");
            case 7 -> answer("503 Service Unavailable", "Retry-After: 1\r\n", "<html>busy</html>");
            case 8 -> "HTTP/1.1 100 Continue\r\n\r\n" + answer("200 OK", "", task);
            case 9 -> "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + answer("200 OK", "", task);
            case 10 -> "HTTP/1.1 204 No Content\r\n\r\n";
            default -> answer("408 Request Timeout", "Connection: close\r\n", "");
        };
    }

    private static String answer(String status, String fields, String body) {
        return "HTTP/1.1 " + status + "\r\n" + fields + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** An answer that nobody asked for. */
    private String surplus() {
        return switch (random.nextInt(4)) {
            case 0 -> answer("400 Bad Request", "", "{\"ErrorType\":\"SURPLUS\"}");
            case 1 -> answer("408 Request Timeout", "Connection: close\r\n", "");
            default -> answer("200 OK", "", "{\"TaskId\":\"5urp1u5\"}");
        };
    }

    private String noise() {
        byte[] noise = new byte[1 + random.nextInt(40)];
        random.nextBytes(noise);
        return new String(noise, StandardCharsets.ISO_8859_1);
    }

    private byte[] mutated(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(20));
        return switch (random.nextInt(14)) {
            case 0 -> flipped(bytes, at);
            case 1 -> Arrays.copyOf(bytes, Math.max(1, at));
            case 2 -> spliced(bytes, at, to, "");
            case 3 -> spliced(bytes, at, at, new String(bytes, at, to - at, StandardCharsets.ISO_8859_1));
            case 4 -> spliced(bytes, at, at, noise());
            case 5 -> spliced(bytes, at, at, random.nextBoolean() ? "\r\n" : random.nextBoolean() ? "\n" : "\r\n\r\n");
            case 6, 7 -> spliced(bytes, lineEnd(bytes), lineEnd(bytes), "\r\n" + any(FIELDS));
            case 8 -> spliced(bytes, 0, lineEnd(bytes), any(STATUS_LINES));
            case 9, 10 -> spliced(bytes, bytes.length, bytes.length, surplus());
            case 11 -> spliced(bytes, at, at, any(CHUNKS));
            case 12 -> spliced(bytes, 0, 0, "HTTP/1.1 102 Processing\r\n\r\n".repeat(1 + random.nextInt(3)));
            default -> huge(bytes);
        };
    }

    /** Rarer than the others, as each takes its time. */
    private byte[] huge(byte[] bytes) {
        int end = lineEnd(bytes);
        return switch (random.nextInt(12)) {
            case 0 -> spliced(bytes, end, end, "\r\nX: " + "y".repeat(100_000));
            case 1 -> spliced(bytes, end, end, "\r\nX: y".repeat(2_000));
            case 2 -> spliced(bytes, 0, 0, "HTTP/1.1 100 \r\n\r\n".repeat(3_000));
            case 3 -> spliced(bytes, 0, 0, "HTTP/1.1 103 x\r\n" + "A:\r\n".repeat(2_000) + "\r\n");
            case 4 -> spliced(bytes, bytes.length, bytes.length, " ".repeat(100_000));
            default -> flipped(bytes, random.nextInt(bytes.length + 1));
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        if (at < flipped.length) {
            flipped[at] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private static int lineEnd(byte[] bytes) {
        int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\r');
        return end < 0 ? bytes.length : end;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(latin1(text));
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
