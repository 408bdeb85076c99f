package com.cielo24.examples.support;

import java.nio.charset.StandardCharsets;

/** What a browser or a monitoring system gets. */
record Answer(int status, String type, byte[] body) {

    static Answer text(int status, String type, String text) {
        return new Answer(status, type + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
