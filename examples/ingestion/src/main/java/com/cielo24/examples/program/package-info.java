/**
 * What every program of the examples needs: its configuration, its start and end, and the simulator that it sends to
 * where no API token is configured.
 */
package com.cielo24.examples.program;
