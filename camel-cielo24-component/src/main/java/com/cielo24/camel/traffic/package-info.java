/**
 * What is under way and what came of it. One {@link com.cielo24.camel.traffic.Traffic} for each component, and one for
 * each endpoint, keeps the figures; log lines, meters, events, JMX and the dev console are views on them.
 */
package com.cielo24.camel.traffic;
