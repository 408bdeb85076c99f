package com.cielo24.client;

/**
 * A username and one secret for the login. {@code toString} contains the username only.
 *
 * @param username not blank
 * @param kind     which of the two secrets it is
 * @param secret   not blank
 */
public record Credentials(String username, Kind kind, String secret) {

    /** The two secrets of an account. */
    public enum Kind {
        /** A long-lived key. */
        SECUREKEY,
        /** The password that a person logs in with. */
        PASSWORD
    }

    /**
     * Creates credentials from options, some of which are not set.
     *
     * @param  username  of the account
     * @param  securekey its key, or {@code null}
     * @param  password  its password, or {@code null}
     * @return           the credentials
     * @throws IllegalArgumentException if there is no username, or not exactly one secret; the message contains no
     *                                  secret
     */
    public static Credentials of(String username, String securekey, String password) {
        boolean key = isGiven(securekey);
        if (!isGiven(username)) {
            throw new IllegalArgumentException(
                    (key ? "securekey" : "password") + " needs a username; set it, or use apiToken alone");
        }
        if (key && isGiven(password)) {
            throw new IllegalArgumentException("securekey contradicts password; remove one of them");
        }
        if (!key && !isGiven(password)) {
            throw new IllegalArgumentException("username needs a securekey or a password; set one of them");
        }
        if ((username + (key ? securekey : password)).chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("username, securekey and password are sent in HTTP headers, so they must"
                    + " consist of printable ASCII characters");
        }
        return key
                ? new Credentials(username, Kind.SECUREKEY, securekey)
                : new Credentials(username, Kind.PASSWORD, password);
    }

    private static boolean isGiven(String value) {
        return value != null && !value.isBlank();
    }

    @Override
    public String toString() {
        return "Credentials[" + username + "]";
    }
}
