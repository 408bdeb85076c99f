package com.example;

import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.Fault;

class Plain {
    public static void main(String[] args) {
        try (Cielo24Simulator simulator = Cielo24Simulator.builder().start()) {
            simulator.faults().next(new Fault.DropDuringBody(1_000_000));
            simulator.faults().next(Fault.status(500).kept(true));
            // send to simulator.baseUrl() with simulator.apiToken(), for the job simulator.newJob()
            // then look at simulator.media(job), simulator.journal(), simulator.bytesReceived() ...
            // or at simulator.jobs(), simulator.logins(), simulator.requests("/api/account/login")
            simulator.expireSessions();
            simulator.reset();
        }
    }
}
