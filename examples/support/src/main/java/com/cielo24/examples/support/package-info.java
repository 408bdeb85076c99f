/**
 * What the example programs share: how they start and are configured, the simulator and the recording of their demos, the
 * ledger's database, the description of failures in reports, and the operator's page. No route needs any of it.
 */
package com.cielo24.examples.support;
