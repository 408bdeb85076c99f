/** What is measured, in a process of its own, which does a round of work for each line that it is told. */
package com.cielo24.examples.benchmark.sender;
