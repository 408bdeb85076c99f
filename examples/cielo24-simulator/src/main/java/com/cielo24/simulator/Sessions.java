package com.cielo24.simulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts and their tokens. A token dies when it has not been used for a while, when it is too old, and by logout.
 * The one that the simulator was given itself dies by logout only. Thread-safe.
 */
final class Sessions {
    private final List<Account> accounts;
    private final Duration idle;
    private final Duration lifetime;
    private final Map<String, Session> sessions = new HashMap<>();
    private final String apiToken;
    private long logins;

    /** Whose a token is, and when it was created and last used, in {@link System#nanoTime()}. */
    private record Session(Account account, boolean endless, long created, long used) {
        Session usedAt(long now) {
            return new Session(account, endless, created, now);
        }
    }

    /**
     * @param accounts one at least; the first owns the given token
     * @param idle     how long a token lives without use
     * @param lifetime how long a token lives at most
     */
    Sessions(List<Account> accounts, String apiToken, Duration idle, Duration lifetime) {
        this.accounts = accounts;
        this.idle = idle;
        this.lifetime = lifetime;
        this.apiToken = apiToken;
        reset();
    }

    /** As at the start: only the given token is taken. */
    final synchronized void reset() {
        sessions.clear();
        sessions.put(apiToken, new Session(accounts.get(0), true, 0, 0));
        logins = 0;
    }

    /**
     * @return a new token
     * @throws Refusal if there is no such account, or the secret is not its own
     */
    synchronized String login(Credentials given) throws Refusal {
        Account account = accounts.stream()
                .filter(given::areOf)
                .findFirst()
                .orElseThrow(
                        () -> new Refusal(ServiceError.LOGIN_INVALID, "The username, password or securekey is wrong"));
        logins++;
        removeDead();
        String token = HexId.random();
        long now = System.nanoTime();
        sessions.put(token, new Session(account, false, now, now));
        return token;
    }

    /**
     * Whose token a request has; the token counts as used.
     *
     * @throws Refusal if the version or the token is missing or wrong
     */
    synchronized Account authorize(Query query) throws Refusal {
        query.requireVersion();
        String token = query.require("api_token");
        Session session = sessions.get(token);
        long now = System.nanoTime();
        if (session == null || isDead(session, now)) {
            sessions.remove(token);
            throw new Refusal(ServiceError.BAD_API_TOKEN, "The api_token is wrong or has expired");
        }
        sessions.put(token, session.usedAt(now));
        return session.account();
    }

    synchronized void logout(Query query) throws Refusal {
        authorize(query);
        sessions.remove(query.require("api_token"));
    }

    /** All tokens from logins are dead from now on. */
    synchronized void expire() {
        sessions.values().removeIf(session -> !session.endless());
    }

    synchronized long logins() {
        return logins;
    }

    /** How many tokens from logins are alive. */
    synchronized long alive() {
        removeDead();
        return sessions.values().stream().filter(session -> !session.endless()).count();
    }

    private void removeDead() {
        long now = System.nanoTime();
        sessions.values().removeIf(session -> isDead(session, now));
    }

    private boolean isDead(Session session, long now) {
        return !session.endless() && (isOver(idle, now - session.used()) || isOver(lifetime, now - session.created()));
    }

    private static boolean isOver(Duration limit, long nanos) {
        return Duration.ofNanos(nanos).compareTo(limit) >= 0;
    }
}
