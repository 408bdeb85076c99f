/**
 * The transport: a connection pool, one request and its answer on the wire, and a watchdog. It knows neither jobs nor
 * tokens, and does not use the other packages. All subclasses of HttpClient's classes are here, so test changes with
 * the HttpClient of Camel 4.18 and of 4.22. Not for users: it may change at any time.
 */
package com.cielo24.client.http;
