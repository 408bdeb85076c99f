package com.cielo24.simulator;

import java.net.URI;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(Cielo24SimulatorExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InjectedExtensionTest {
    private static URI first;
    private String job;

    @BeforeEach
    void createAJob(Cielo24Simulator simulator) {
        job = simulator.newJob();
    }

    @Test
    @Order(1)
    void givesTestsARunningSimulator(Cielo24Simulator simulator) {
        first = simulator.baseUrl();
        simulator.faults().next(Fault.status(503), 7);

        assertThat(simulator.jobs()).extracting(CreatedJob::jobId).containsExactly(job);
    }

    @Test
    @Order(2)
    void givesTheSameToTheNextTestButReset(Cielo24Simulator simulator) {
        assertThat(simulator.baseUrl()).isEqualTo(first);
        assertThat(simulator.faults().pending()).isEmpty();
        assertThat(simulator.jobs()).extracting(CreatedJob::jobId).containsExactly(job);
    }
}
