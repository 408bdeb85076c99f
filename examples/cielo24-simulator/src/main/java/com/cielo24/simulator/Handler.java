package com.cielo24.simulator;

import java.io.IOException;

/** Serves the requests of one path. */
@FunctionalInterface
interface Handler {
    /**
     * @throws IOException if the connection is to be closed, or was
     */
    void handle(Exchange exchange) throws IOException;
}
