package com.cielo24.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps web pages away, which a browser on the same machine may have open. A page of another site is known by its Origin
 * or Sec-Fetch-Site. Browsers send neither with a GET to a name of the attacker's that points at this machine, as DNS
 * rebinding uses: it is known by the name in its Host.
 *
 * @param loopbackOnly whether the simulator listens on the loopback address only, as by default
 * @param names        further names that clients use, in lower case
 */
record BrowserGuard(boolean loopbackOnly, Set<String> names) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|[a-z0-9-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[(::1|0(:0){6}:1)]");

    /** Names that no page on the internet can have: addresses, and names without a dot, as containers have. */
    private static final Pattern LOCAL = Pattern.compile("\\[[0-9a-f:.]+]|\\d{1,3}(\\.\\d{1,3}){3}|[a-z0-9_-]+");

    /** The service's own names, as clients may be pointed here by other means; none of them is an attacker's. */
    private static final Pattern SERVICE = Pattern.compile("([a-z0-9-]+\\.)*cielo24\\.com");

    private static final String OWN_PATHS = "/simulator/";
    private static final Pattern PORT = Pattern.compile(":\\d*$");

    /**
     * @return why the request is refused, if it is
     */
    Optional<String> objection(RequestHead head) {
        String host = head.host().toLowerCase(Locale.ROOT);
        // a client of HTTP/1.0 may leave it out; a browser never does
        if ((head.isHttp11() || !host.isEmpty()) && !isKnown(host, head.path().startsWith(OWN_PATHS))) {
            return Optional.of(
                    "The Host header must name this machine, such as localhost; allow another name by --host");
        }
        boolean foreign = head.header("Origin").stream().anyMatch(origin -> !isOf(host, origin))
                || head.header("Sec-Fetch-Site").stream()
                        .anyMatch(site -> !List.of("none", "same-origin").contains(site));
        return foreign ? Optional.of("A page of another site must not use the simulator") : Optional.empty();
    }

    /** Whether a host is this machine by its name alone: no name is looked up. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private boolean isKnown(String host, boolean own) {
        String name = PORT.matcher(host).replaceFirst("");
        return LOOPBACK.matcher(name).matches()
                || names.contains(name)
                || !(own && loopbackOnly) && LOCAL.matcher(name).matches()
                || !own && SERVICE.matcher(name).matches();
    }

    private static boolean isOf(String host, String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return lower.equals("http://" + host) || lower.equals("https://" + host);
    }
}
