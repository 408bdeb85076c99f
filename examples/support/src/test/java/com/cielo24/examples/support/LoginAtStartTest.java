package com.cielo24.examples.support;

import java.util.Map;
import java.util.Properties;

import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoginAtStartTest {

    private static final class Program extends ExampleMain {
        private boolean started;

        Program(String service, String password) {
            super("test", properties(service, password));
        }

        private static Properties properties(String service, String password) {
            Properties properties = new Properties();
            properties.putAll(Map.of(
                    "camel.component.cielo24.base-url",
                    service,
                    "camel.component.cielo24.username",
                    "demo",
                    "camel.component.cielo24.password",
                    password,
                    "camel.component.cielo24.login-at-start",
                    "true",
                    "camel.component.cielo24.connect-timeout",
                    "2000"));
            return properties;
        }

        @Override
        protected void assemble(CamelContext context) {
            context.getComponent("cielo24");
        }

        @Override
        protected void afterStart() {
            started = true;
            completed();
        }
    }

    @Test
    void endsWithTwoIfTheServiceRefusesTheAccount() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().start()) {
            Program program = new Program(service.baseUrl().toString(), "not-this");

            assertThat(program.call()).isEqualTo(2);
            assertThat(program.started).isFalse();
            assertThat(service.journal()).hasSize(1);
        }
    }

    @Test
    void startsIfTheAccountIsRightOrTheServiceIsAway() throws Exception {
        String address;
        try (Cielo24Simulator service = Cielo24Simulator.builder().start()) {
            address = service.baseUrl().toString();
            Program program = new Program(address, "demo-password");

            assertThat(program.call()).isZero();
            assertThat(program.started).isTrue();
        }
        Program program = new Program(address, "demo-password");
        assertThat(program.call()).isZero();
        assertThat(program.started).isTrue();
    }
}
