/** The other end, in a process of its own: it answers as the service does and throws away what it is sent. */
package com.cielo24.examples.benchmark.receiver;
