package com.cielo24.examples.benchmark;

import java.io.IOException;

import com.cielo24.examples.benchmark.sender.Round;
import com.cielo24.examples.benchmark.sender.Work;

/** One of those that are compared. */
interface Contestant {

    /** For the table. */
    String name();

    /**
     * @throws IOException if it failed
     */
    Round run(Work work) throws IOException, InterruptedException;
}
