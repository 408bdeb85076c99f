package com.cielo24.simulator;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

class LifecycleTest extends SimulatorTest {

    @Test
    void listensOnLoopbackOnly() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        assumeThat(others).isNotEmpty();

        for (InetAddress other : others) {
            assertThatThrownBy(() -> new Socket(other, simulator.port()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void saysWhereItListens() {
        assertThat(simulator.baseUrl()).hasToString("http://127.0.0.1:" + simulator.port());
        assertThat(simulator.apiToken()).isEqualTo(Cielo24Simulator.DEMO_TOKEN).matches("[0-9a-f]{32}");
    }

    @Test
    void freesItsPortWhenClosed() {
        int port = simulator.port();
        assertThatThrownBy(() -> Cielo24Simulator.builder().anyJob().port(port).start())
                .isInstanceOf(UncheckedIOException.class);

        simulator.close();

        try (Cielo24Simulator next =
                Cielo24Simulator.builder().anyJob().port(port).start()) {
            assertThat(next.port()).isEqualTo(port);
        }
    }

    @Test
    void canBeClosedTwice() {
        simulator.close();
        simulator.close();
    }

    @Test
    void makesJobIdsThatDiffer() {
        assertThat(Cielo24Simulator.newJobId()).matches("[0-9a-f]{32}").isNotEqualTo(Cielo24Simulator.newJobId());
    }
}
