/**
 * The transport: a pool of connections, one request and its answer on the wire, and a watchdog. It knows neither jobs nor
 * tokens, and uses nothing of the other packages. What it extends of HttpClient is here and nowhere else, so try a change
 * with the HttpClient of Camel 4.18 and of 4.22. Not for use by others: it may change at any time.
 */
package com.cielo24.client.http;
