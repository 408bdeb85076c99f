package com.cielo24.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The service's error format: a type from its documentation, and a comment for people. */
record ServiceError(
        @JsonProperty("ErrorType") String errorType,
        @JsonProperty("ErrorComment") String errorComment) {

    static final String ACCOUNT_UNPRIVILEGED = "ACCOUNT_UNPRIVILEGED";
    static final String BAD_API_TOKEN = "BAD_API_TOKEN";
    static final String INVALID_OPTION = "INVALID_OPTION";
    static final String INVALID_QUERY = "INVALID_QUERY";
    static final String INVALID_URL = "INVALID_URL";
    static final String ITEM_NOT_FOUND = "ITEM_NOT_FOUND";
    static final String LOGIN_INVALID = "LOGIN_INVALID";
    static final String MISSING_PARAMETER = "MISSING_PARAMETER";
}
