/** The component beside curl and plain camel-http, on one machine, in one run. */
package com.cielo24.examples.benchmark;
