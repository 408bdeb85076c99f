package com.cielo24.camel;

import com.cielo24.simulator.Cielo24Simulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator that accepts any job, and a context that sends to it. */
abstract class WithSimulator {

    final Cielo24Simulator service = Cielo24Simulator.builder().anyJob().start();
    Cielo24Camel camel;

    @BeforeEach
    void connect() throws Exception {
        camel = Cielo24Camel.to(service);
    }

    @AfterEach
    void disconnect() {
        camel.close();
        service.close();
    }
}
