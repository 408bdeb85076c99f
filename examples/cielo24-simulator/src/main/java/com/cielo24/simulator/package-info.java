/**
 * The contract of the service's {@code /api/job/add_media}, and its accounts and jobs, as a local server: for tests,
 * demos and people. Start at {@link com.cielo24.simulator.Cielo24Simulator}.
 */
package com.cielo24.simulator;
