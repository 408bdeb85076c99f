package com.cielo24.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps web pages away, which a browser on the same machine may have open. A page of another site is known by its Origin
 * or Sec-Fetch-Site; a page whose own name was pointed at this machine (DNS rebinding) by the name in its Host.
 *
 * @param loopbackOnly whether the simulator listens on the loopback address only, as by default
 */
record BrowserGuard(boolean loopbackOnly) {
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|[a-z0-9-]+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d*)?");

    /** Names that no page on the internet can have: addresses, and names without a dot, as containers have. */
    private static final Pattern LOCAL =
            Pattern.compile("(\\[[0-9a-f:.]+]|\\d{1,3}(\\.\\d{1,3}){3}|[a-z0-9_-]+)(:\\d*)?");

    private static final String OWN_PATHS = "/simulator/";

    /**
     * @return why the request is refused, if it is
     */
    Optional<String> objection(RequestHead head) {
        String host = head.host().toLowerCase(Locale.ROOT);
        if (head.path().startsWith(OWN_PATHS) && !isTrusted(host)) {
            return Optional.of("The Host header must name this machine, such as localhost");
        }
        boolean foreign = head.header("Origin").stream().anyMatch(origin -> !isOwn(origin, host))
                || head.header("Sec-Fetch-Site").stream()
                        .anyMatch(site -> !List.of("none", "same-origin").contains(site));
        return foreign ? Optional.of("A page of another site must not use the simulator") : Optional.empty();
    }

    private boolean isTrusted(String host) {
        return LOOPBACK.matcher(host).matches()
                || !loopbackOnly && LOCAL.matcher(host).matches();
    }

    private boolean isOwn(String origin, String host) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return isTrusted(host) && (lower.equals("http://" + host) || lower.equals("https://" + host));
    }
}
