/**
 * Sessions, requests and the meaning of their answers. Not for users: it may change at any time. It uses the exceptions
 * and values of {@code com.cielo24.client}, but never the client itself.
 */
package com.cielo24.client.internal;
