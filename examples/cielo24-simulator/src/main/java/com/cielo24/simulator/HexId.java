package com.cielo24.simulator;

import java.util.UUID;

/** Ids as the service gives them: 32 hex digits. */
final class HexId {
    static final int LENGTH = 32;

    private HexId() {}

    static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
