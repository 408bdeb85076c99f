/**
 * What to do with each outcome of {@code cielo24:addMedia}: where the media ends, and when it is sent again. Knows
 * neither files nor folders.
 */
package com.cielo24.examples.outcome;
