/**
 * A client of the service, for use with or without Camel: {@link com.cielo24.client.Cielo24Client} and its builder,
 * media, exceptions, and the data of a job. It uses nothing of Camel. Its public types are API and must stay
 * compatible.
 */
package com.cielo24.client;
