/**
 * Messages on a queue become the media of their jobs: {@code jms:} to {@code cielo24:addMedia}, and an outcome on a
 * queue for each.
 */
package com.cielo24.examples.queue;
