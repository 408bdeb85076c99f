package com.cielo24.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The request line and the headers of a request, read strictly (RFC 9112): a mistake of a client shows, instead of being
 * guessed right.
 *
 * @param target  as it was on the wire, without the scheme and host of an absolute one
 * @param host    that of an absolute target, or else of the Host header; empty where HTTP/1.0 names none
 * @param headers names compare without case; values in the order of arrival
 */
record RequestHead(String method, String target, String host, boolean isHttp11, Map<String, List<String>> headers) {
    /** A server that is asked for more than 8 KB often refuses; none is known to take more than this. */
    private static final int MAX_LINE = 64 * 1024;

    private static final int MAX_HEADERS = 256 * 1024;
    private static final int MAX_REMEMBERED = 500;
    private static final String TOO_MANY = "The headers are too long";
    private static final String LATE = "The headers did not arrive in time";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._~%-]*)(:[0-9]*)?", Pattern.DOTALL);
    private static final Pattern ABSOLUTE = Pattern.compile("https?://([^/?#]*)(.*)", Pattern.CASE_INSENSITIVE);

    /** What a URL is made of: RFC 3986, and what browsers and other clients leave as it is. */
    private static final Pattern TARGET = Pattern.compile("/[!-~]*");

    /**
     * @return nothing where the client ends the connection instead of sending another request
     */
    static Optional<RequestHead> read(InputStream in) throws IOException, BadRequest {
        StringBuilder line = new StringBuilder();
        try {
            String requestLine = readLine(in, line, MAX_LINE);
            if (requestLine == null && line.isEmpty()) {
                return Optional.empty();
            }
            if (requestLine == null) {
                throw refused(400, "The request ends in its first line", line.toString(), Map.of());
            }
            return Optional.of(parse(requestLine, in));
        } catch (SocketTimeoutException e) {
            throw refused(408, "The request did not arrive in time", line.toString(), Map.of());
        } catch (TooLong e) {
            throw refused(414, "The URL is too long", line.toString(), Map.of());
        }
    }

    private static RequestHead parse(String requestLine, InputStream in) throws IOException, BadRequest {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String fault = readHeaders(in, headers);
        if (requestLine.isEmpty()) {
            throw refused(
                    400,
                    "An empty line is no request; the body before it may be longer than its Content-Length",
                    requestLine,
                    headers);
        }
        String[] parts = requestLine.split(" ", -1);
        if (parts.length != 3) {
            throw refused(
                    400,
                    "The request line must have three parts, one space between them; encode spaces as %20",
                    requestLine,
                    headers);
        }
        if (!parts[2].matches("HTTP/1\\.[01]")) {
            throw refused(400, "The request line must end with HTTP/1.0 or HTTP/1.1", requestLine, headers);
        }
        if (!TOKEN.matcher(parts[0]).matches() || parts[1].isEmpty()) {
            throw refused(400, "The request line must be a method, a target and a version", requestLine, headers);
        }
        RequestHead head = of(parts[0], parts[1], parts[2].endsWith("1"), headers);
        if (!TARGET.matcher(head.target()).matches()) {
            throw refused(
                    400,
                    "The URL must be a path that starts with '/', and printable ASCII; encode other characters as %XX",
                    requestLine,
                    headers);
        }
        fault = fault != null ? fault : head.fault();
        if (fault != null) {
            int status = fault.equals(TOO_MANY) ? 431 : fault.equals(LATE) ? 408 : 400;
            throw refused(status, fault, requestLine, headers);
        }
        return head;
    }

    private static RequestHead of(String method, String target, boolean http11, Map<String, List<String>> headers) {
        Matcher absolute = ABSOLUTE.matcher(target);
        if (absolute.matches()) {
            String path = absolute.group(2);
            return new RequestHead(
                    method, path.startsWith("/") ? path : "/" + path, absolute.group(1), http11, headers);
        }
        String host = headers.getOrDefault("Host", List.of("")).get(0);
        return new RequestHead(method, target, host, http11, headers);
    }

    /**
     * @return what is wrong with them, or null
     */
    private static String readHeaders(InputStream in, Map<String, List<String>> headers) throws IOException {
        int left = MAX_HEADERS;
        String fault = null;
        while (true) {
            String line;
            try {
                line = readLine(in, new StringBuilder(), left);
            } catch (TooLong e) {
                return TOO_MANY;
            } catch (SocketTimeoutException e) {
                return LATE;
            }
            if (line == null) {
                return "The headers end early";
            }
            if (line.isEmpty()) {
                return fault;
            }
            left -= line.length();
            int colon = line.indexOf(':');
            if (colon < 0 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
                fault = "A header must be a name, a colon and a value on one line";
                continue;
            }
            String value = line.substring(colon + 1).strip();
            if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
                fault = "A header must not have control characters";
            }
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(value);
        }
    }

    private String fault() {
        List<String> hosts = header("Host");
        if (hosts.size() > 1 || isHttp11 && hosts.isEmpty()) {
            return "A request must have one Host header, but has " + hosts.size();
        }
        if (!hosts.isEmpty() && !HOST.matcher(hosts.get(0)).matches()) {
            return "The Host header must be a host, and perhaps a port";
        }
        List<String> lengths = header("Content-Length");
        if (lengths.size() > 1 || !lengths.isEmpty() && !lengths.get(0).matches("[0-9]{1,18}")) {
            return "Content-Length must be one number of bytes";
        }
        List<String> codings = header("Transfer-Encoding");
        if (!codings.isEmpty() && !codings.equals(List.of("chunked"))) {
            return "The only Transfer-Encoding is chunked";
        }
        return null;
    }

    List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    boolean isChunked() {
        return !header("Transfer-Encoding").isEmpty();
    }

    /** The length of a body that is not chunked; 0 where there is none. */
    long contentLength() {
        List<String> lengths = header("Content-Length");
        return lengths.isEmpty() ? 0 : Long.parseLong(lengths.get(0));
    }

    /** Whether the end of the body can be told: a POST without a length may be followed by anything. */
    boolean isFramed() {
        return isChunked()
                || !header("Content-Length").isEmpty()
                || !method.equals("POST") && !method.equals("PUT") && !method.equals("PATCH");
    }

    boolean isPersistent() {
        List<String> options = header("Connection").stream()
                .flatMap(value -> Pattern.compile(",").splitAsStream(value))
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .toList();
        return isHttp11 && !options.contains("close");
    }

    ReceivedRequest received() {
        return received(method, target, headers);
    }

    String path() {
        return target.split("[?#]", 2)[0];
    }

    boolean hasFragment() {
        return target.indexOf('#') >= 0;
    }

    private static ReceivedRequest received(String method, String target, Map<String, List<String>> headers) {
        int hash = target.indexOf('#');
        String visible = hash < 0 ? target : target.substring(0, hash);
        int mark = visible.indexOf('?');
        return new ReceivedRequest(
                method,
                mark < 0 ? visible : visible.substring(0, mark),
                mark < 0 ? null : visible.substring(mark + 1),
                headers,
                Instant.now());
    }

    private static BadRequest refused(int status, String reason, String line, Map<String, List<String>> headers) {
        String shown = line.length() > MAX_REMEMBERED ? line.substring(0, MAX_REMEMBERED) : line;
        int space = shown.indexOf(' ');
        String target = space < 0 ? "" : shown.substring(space + 1).replaceFirst(" HTTP/\\S*$", "");
        return new BadRequest(status, reason, received(space < 0 ? shown : shown.substring(0, space), target, headers));
    }

    /**
     * One line, each byte a character, without its end.
     *
     * @param line takes what was read, also where this throws
     * @return null at the end of the connection
     */
    private static String readLine(InputStream in, StringBuilder line, int limit) throws IOException {
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                int length = line.length();
                return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
            }
            line.append((char) b);
            if (line.length() > limit) {
                throw new TooLong();
            }
        }
        return null;
    }

    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
