/**
 * Uploads in progress and outcomes of calls. Each component and each endpoint has a
 * {@link com.cielo24.camel.traffic.Traffic} with the statistics; log, meters, events, JMX and dev console are views
 * of it.
 */
package com.cielo24.camel.traffic;
