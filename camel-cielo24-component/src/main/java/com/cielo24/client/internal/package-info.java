/**
 * Sessions, requests and what their answers mean. Not for use by others: it may change at any time. It uses the exceptions
 * and values of {@code com.cielo24.client}, but never the client itself.
 */
package com.cielo24.client.internal;
