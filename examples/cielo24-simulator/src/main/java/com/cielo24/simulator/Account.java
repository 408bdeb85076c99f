package com.cielo24.simulator;

/**
 * An account that can log in. {@link #toString()} contains neither secret.
 *
 * @param username  not blank
 * @param password  to log in with, or null or empty where the account has none
 * @param securekey the long-lived key to log in with instead, or null or empty where the account has none
 */
public record Account(String username, String password, String securekey) {

    public Account {
        if (username == null || username.isBlank()) {
            throw new IllegalArgumentException("an account needs a username");
        }
        password = emptyToNull(password);
        securekey = emptyToNull(securekey);
        if (password == null && securekey == null) {
            throw new IllegalArgumentException("an account needs a password or a securekey, or nobody can log in");
        }
    }

    private static String emptyToNull(String secret) {
        return secret == null || secret.isEmpty() ? null : secret;
    }

    boolean hasPassword(String given) {
        return password != null && password.equals(given);
    }

    boolean hasSecurekey(String given) {
        return securekey != null && securekey.equalsIgnoreCase(given);
    }

    @Override
    public String toString() {
        return "Account[" + username + "]";
    }
}
