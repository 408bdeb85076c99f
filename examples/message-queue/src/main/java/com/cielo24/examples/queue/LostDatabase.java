package com.cielo24.examples.queue;

import java.sql.SQLException;
import java.util.Set;

import com.zaxxer.hikari.SQLExceptionOverride;

/**
 * Has the pool throw away connections to an H2 that has closed, as it does when the process that serves it dies. The pool
 * knows no such states, and tests a connection only when nobody has used it for half a second.
 */
public final class LostDatabase implements SQLExceptionOverride {

    /** 90067: connection broken; 90098: database closed; 90121: database closed as its process ends. */
    private static final Set<String> STATES = Set.of("90067", "90098", "90121");

    @java.lang.Override
    public Override adjudicate(SQLException e) {
        return STATES.contains(e.getSQLState()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
