/**
 * What was sent, across redelivery, crashes and machines: {@link com.cielo24.ledger.MediaLedger}. Imports nothing of
 * Camel.
 */
package com.cielo24.ledger;
