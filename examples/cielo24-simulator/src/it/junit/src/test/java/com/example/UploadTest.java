package com.example;

import java.time.Duration;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Cielo24SimulatorExtension;
import com.cielo24.simulator.Fault;
import com.cielo24.simulator.JournalEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static com.example.Uploads.upload;
import static org.assertj.core.api.Assertions.assertThat;

class UploadTest {
    @RegisterExtension
    static Cielo24SimulatorExtension cielo24 = new Cielo24SimulatorExtension();

    @Test
    void sendsAgainAfterAnOutage(Cielo24Simulator service) {
        service.faults().next(Fault.status(503));
        upload(service.baseUrl(), service.apiToken(), service.newJob());
        JournalEntry first = service.awaitRequest(entry -> entry.status() == 200, Duration.ofSeconds(10));
        assertThat(first.request().header("Content-Type")).isEmpty();
    }
}
