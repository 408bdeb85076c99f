package com.cielo24.simulator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which URLs of media, and of callbacks, could be fetched at all: absolute ones, with a host and a port that can exist. */
final class MediaUrl {
    private static final Pattern FORM = Pattern.compile(
            "https?://(?:[^/?#]*@)?(\\[[0-9a-fA-F:.]+]|[^:/?#@\\[\\]]+)(?::(\\d*))?(?:[/?#].*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Underscores are not allowed in a host name, but exist. */
    private static final Pattern LABEL =
            Pattern.compile("[\\p{L}\\p{N}_]([\\p{L}\\p{M}\\p{N}_-]{0,61}[\\p{L}\\p{M}\\p{N}_])?");

    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

    private MediaUrl() {}

    /**
     * @param name of the parameter
     */
    static void check(String name, String url) throws Refusal {
        Matcher form = FORM.matcher(url);
        if (!form.matches() || url.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal(ServiceError.INVALID_URL, name + " must be an absolute http or https URL");
        }
        if (!isHost(form.group(1)) || !isPort(form.group(2))) {
            throw new Refusal(ServiceError.INVALID_URL, name + " must have a host and a port that can exist");
        }
    }

    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return isIpv6(host);
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (NUMBERS.matcher(name).matches()) {
            return IPV4.matcher(name).matches();
        }
        for (String label : name.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return name.length() <= 253;
    }

    private static boolean isIpv6(String literal) {
        try {
            // no name is looked up: with brackets it is a literal, or nothing
            InetAddress.getByName(literal);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isPort(String port) {
        if (port == null || port.isEmpty()) {
            return true;
        }
        return port.matches("0*[0-9]{1,5}") && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535;
    }
}
