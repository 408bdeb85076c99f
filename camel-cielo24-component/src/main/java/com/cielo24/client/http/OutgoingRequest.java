package com.cielo24.client.http;

import java.util.Map;

/**
 * One request as it goes on the wire. What is secret in it reaches the connection only: neither HttpClient nor any log
 * sees it.
 *
 * @param label   what lines of the log begin with
 * @param path    as it may be logged, without the query
 * @param target  path and query, which may hold secrets
 * @param headers that may hold secrets
 * @param upload  the body of a POST; {@code null} makes the request a GET
 */
public record OutgoingRequest(
        String label, String path, String target, Map<String, String> headers, UploadBody upload) {

    /** Size of the upload in bytes; 0 without one. */
    long size() {
        return upload == null ? 0 : upload.length();
    }

    /** Leaves out what may be secret. */
    @Override
    public String toString() {
        return "OutgoingRequest[" + path + "]";
    }
}
