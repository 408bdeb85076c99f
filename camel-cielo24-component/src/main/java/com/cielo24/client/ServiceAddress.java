package com.cielo24.client;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * The address of the service. A token is as good as a password, so it may leave the machine under TLS only:
 * {@code http} is refused unless the host is a loopback address.
 */
public final class ServiceAddress {

    private static final Pattern CALL = Pattern.compile("(?<base>.*)/api(?<call>/(job|account)(/.*)?)?/?");

    private final HttpHost host;
    private final String path;
    private final URI uri;

    private ServiceAddress(URI uri) {
        this.uri = uri;
        this.host = new HttpHost(uri.getScheme().toLowerCase(Locale.ROOT), bareHost(uri), uri.getPort());
        this.path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("/+$", "");
    }

    /**
     * Parses a base URL.
     *
     * @param  baseUrl                  such as {@code https://api.cielo24.com}; it may have a path, as with a gateway
     * @return                          the address
     * @throws IllegalArgumentException if it is not an absolute {@code http} or {@code https} URL, has a user, a query
     *                                  or a fragment, is {@code http} to a host that is not a loopback address, or ends
     *                                  with the path of a call
     */
    public static ServiceAddress of(String baseUrl) {
        URI uri;
        try {
            uri = new URI(baseUrl == null ? "" : baseUrl.trim());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("baseUrl is not a URL: " + e.getReason());
        }
        boolean https = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !https && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("baseUrl must be absolute, such as https://api.cielo24.com");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl must have neither a user nor a query nor a fragment");
        }
        if (!https && !isLoopback(bareHost(uri))) {
            throw new IllegalArgumentException("baseUrl " + uri + " would send the API token in clear text; use https"
                    + " (http is for loopback only)");
        }
        requireNoCall(uri);
        return new ServiceAddress(uri);
    }

    /** The path of a call is appended to the base URL. A gateway's own path may be anything else. */
    private static void requireNoCall(URI uri) {
        Matcher call = CALL.matcher(uri.toString());
        if (call.matches() && (call.group("call") != null || uri.getHost().endsWith(".cielo24.com"))) {
            throw new IllegalArgumentException(
                    "baseUrl " + uri + " has the path of a call, which is appended to it; use " + call.group("base"));
        }
    }

    /**
     * Whether a host is this machine. Does not query a name server.
     *
     * @param  host a name, or an IPv4 or IPv6 address without brackets
     * @return      {@code true} for {@code localhost}, 127.0.0.0/8 and ::1
     */
    public static boolean isLoopback(String host) {
        if ("localhost".equalsIgnoreCase(host)) {
            return true;
        }
        if (!InetAddressUtils.isIPv4(host) && !InetAddressUtils.isIPv6(host)) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String bareHost(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /**
     * Whether the token is sent in clear text.
     *
     * @return {@code true} for {@code http}
     */
    public boolean isClearText() {
        return "http".equals(host.getSchemeName());
    }

    HttpHost host() {
        return host;
    }

    /** The path of the base URL, without a trailing slash. */
    String path() {
        return path;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceAddress address && uri.equals(address.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
