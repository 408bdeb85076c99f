package com.cielo24.camel;

import java.net.InetAddress;
import java.net.ServerSocket;

import com.cielo24.client.Cielo24ServiceException;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The option {@code loginAtStart}: a wrong account is noticed when the context starts. */
class LoginAtStartTest {

    private final Cielo24Component component = new Cielo24Component();

    private DefaultCamelContext context(String service, String password) {
        DefaultCamelContext context = new DefaultCamelContext();
        component.getConfiguration().setBaseUrl(service);
        component.getConfiguration().setUsername("demo");
        component.getConfiguration().setPassword(password);
        component.setLoginAtStart(true);
        context.addComponent("cielo24", component);
        return context;
    }

    @Test
    void refusesToStartWithAWrongAccount() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().start();
                DefaultCamelContext context = context(service.baseUrl().toString(), "not-this")) {
            assertThatThrownBy(context::start)
                    .hasRootCauseInstanceOf(Cielo24ServiceException.class)
                    .rootCause()
                    .hasMessageContaining("login")
                    .hasMessageNotContaining("not-this");
            assertThat(service.journal()).hasSize(1);
        }
    }

    @Test
    void usesTheSessionForTheFirstCall() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().start();
                DefaultCamelContext context = context(service.baseUrl().toString(), "demo-password")) {
            context.start();
            assertThat(component.getLogins()).isEqualTo(1);

            Object job = context.createProducerTemplate()
                    .send("cielo24:createJob", exchange -> {})
                    .getMessage()
                    .getHeader(Cielo24Constants.JOB_ID);

            assertThat(job).isNotNull();
            assertThat(component.getLogins()).isEqualTo(1);
        }
    }

    @Test
    void startsIfTheServiceIsAwayOrSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                DefaultCamelContext context = context("http://127.0.0.1:" + silent.getLocalPort(), "demo-password")) {
            context.start();
            assertThat(context.isStarted()).isTrue();

            silent.close();
            context.stop();
            context.start();
            assertThat(context.isStarted()).isTrue();
        }
    }

    @Test
    void doesNothingWithAToken() throws Exception {
        try (Cielo24Simulator service = Cielo24Simulator.builder().start();
                DefaultCamelContext context = context(service.baseUrl().toString(), null)) {
            component.getConfiguration().setUsername(null);
            component.getConfiguration().setApiToken(service.apiToken());
            context.start();

            assertThat(service.journal()).isEmpty();
        }
    }
}
