package com.cielo24.simulator;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** What the Containerfile runs, without a container: its command line, in a process that other addresses reach. */
class ContainerfileIT {

    @Test
    void exposesThePortThatTheProgramListensOn() throws Exception {
        String port = new CommandLine(new SimulatorMain())
                .getCommandSpec()
                .findOption("--port")
                .defaultValue();

        assertThat(instruction("EXPOSE")).isEqualTo(port);
        assertThat(instruction("USER")).matches("[1-9]\\d*:[1-9]\\d*");
    }

    /** 127.0.0.2 reaches only what listens on every address. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere 127.0.0.1 is the only loopback address")
    void isReachedByTheNamesThatClientsOfContainersUse() throws Exception {
        try (SimulatorProcess program =
                SimulatorProcess.ofJar(Path.of(System.getProperty("program.jar")), arguments())) {
            int port = SimulatorProcess.baseUrl(program.readIntroduction()).getPort();

            for (String host :
                    List.of("localhost:49153", "172.17.0.1:49153", "docker:49153", "cielo24-simulator:8024")) {
                assertThat(request(port, "GET /simulator/media", host)).as(host).startsWith("HTTP/1.1 200 ");
                assertThat(request(port, "GET /api/job/new?v=1&api_token=" + Cielo24Simulator.DEMO_TOKEN, host))
                        .as(host)
                        .contains("JobId");
            }
        }
    }

    /** Those of ENTRYPOINT that follow the jar, then those that a test gives to the container. */
    private static List<String> arguments() throws Exception {
        List<String> entrypoint = new ObjectMapper().readValue(instruction("ENTRYPOINT"), new TypeReference<>() {});
        String jar = instruction("COPY").split(" ")[1];
        assertThat(entrypoint).startsWith("java", "-jar", jar);
        List<String> arguments = new ArrayList<>(entrypoint.subList(3, entrypoint.size()));
        arguments.addAll(List.of("--port", "0"));
        return arguments;
    }

    private static String instruction(String name) throws Exception {
        return Files.readAllLines(Path.of("Containerfile")).stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static String request(int port, String request, String host) throws Exception {
        try (RawConnection connection = new RawConnection(new Socket("127.0.0.2", port))) {
            return connection
                    .body(request + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .answer();
        }
    }
}
