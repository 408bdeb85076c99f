package com.cielo24.camel.recipes;

import java.nio.file.Files;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.simulator.Account;
import com.cielo24.simulator.Cielo24Simulator;
import com.cielo24.simulator.CreatedJob;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One route for many customers, each with an account of its own. */
class RouteTemplateTest extends Recipe {
    private static final String ANNS_KEY = "aaaa0240c1e10240c1e10240c1e102aa";
    private static final String BOBS_KEY = "bbbb0240c1e10240c1e10240c1e102bb";

    @Test
    void makesEachJobInTheAccountOfItsCustomer() throws Exception {
        try (Cielo24Simulator accounts = Cielo24Simulator.builder()
                .anyJob()
                .account(new Account("ann", null, ANNS_KEY))
                .account(new Account("bob", null, BOBS_KEY))
                .start()) {
            Cielo24Component cielo24 = context.getComponent("cielo24", Cielo24Component.class);
            cielo24.getConfiguration().setBaseUrl(accounts.baseUrl().toString());
            cielo24.getConfiguration().setApiToken(null);
            properties.setProperty("ann.securekey", ANNS_KEY);
            properties.setProperty("bob.securekey", BOBS_KEY);
            properties.setProperty("inbox", folder.toString());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    routeTemplate("inbox-of")
                            .templateParameter("customer")
                            .from("file:{{inbox}}/{{customer}}")
                            .to(
                                    "cielo24:addMedia?createJob=true&username={{customer}}&securekey=RAW({{{{customer}}.securekey}})");
                }
            });
            context.start();
            TemplatedRouteBuilder.builder(context, "inbox-of")
                    .parameter("customer", "ann")
                    .add();
            TemplatedRouteBuilder.builder(context, "inbox-of")
                    .parameter("customer", "bob")
                    .add();
            Files.write(Files.createDirectories(folder.resolve("ann")).resolve("a.mp4"), new byte[1]);
            Files.write(Files.createDirectories(folder.resolve("bob")).resolve("b.mp4"), new byte[1]);
            await().until(() -> accounts.media().size() == 2);
            assertThat(accounts.jobs()).extracting(CreatedJob::account).containsExactlyInAnyOrder("ann", "bob");
            assertThat(context.getEndpoints()).asString().doesNotContain(ANNS_KEY, BOBS_KEY);
            assertThat(((ModelCamelContext) context).getRouteDefinitions())
                    .asString()
                    .doesNotContain(ANNS_KEY, BOBS_KEY);
        }
    }
}
