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

    private static final Pattern PORT = Pattern.compile(":\\d*$");

    /**
     * @return why the request is refused, if it is
     */
    Optional<String> objection(RequestHead head) {
        List<String> hosts = head.header("Host").stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
        // a client of HTTP/1.0 may leave it out; a browser never does
        if (!hosts.stream().allMatch(this::isKnown)) {
            return Optional.of(
                    "The Host header must name this machine, such as localhost; allow another name by --host");
        }
        boolean foreign =
                head.header("Origin").stream().anyMatch(origin -> hosts.stream().noneMatch(host -> isOf(host, origin)))
                        || head.header("Sec-Fetch-Site").stream().anyMatch(site -> !List.of("none", "same-origin")
                                .contains(site));
        return foreign ? Optional.of("A page of another site must not use the simulator") : Optional.empty();
    }

    private boolean isKnown(String host) {
        String name = PORT.matcher(host).replaceFirst("");
        return LOOPBACK.matcher(name).matches()
                || !loopbackOnly && LOCAL.matcher(name).matches()
                || names.contains(name);
    }

    private static boolean isOf(String host, String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return lower.equals("http://" + host) || lower.equals("https://" + host);
    }
}
