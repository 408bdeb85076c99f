/**
 * The service, for anyone: {@link com.cielo24.client.Cielo24Client} and its builder, media, the exceptions, and what is
 * known of a job. It uses nothing of Camel. What is public here is used by others, and stays.
 */
package com.cielo24.client;
