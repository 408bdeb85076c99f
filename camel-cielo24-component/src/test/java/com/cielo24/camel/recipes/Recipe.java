package com.cielo24.camel.recipes;

import java.nio.file.Path;
import java.util.Properties;

import com.cielo24.camel.Cielo24Component;
import com.cielo24.simulator.Cielo24Simulator;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A route of the section "Recipes" of the component's page, with nothing but what users have, and the service that it
 * reaches.
 */
abstract class Recipe {

    static final String JOB = "64bea283eff6475ea6596027a6ba0929";

    @TempDir
    Path folder;

    final Properties properties = new Properties();
    final CamelContext context = new DefaultCamelContext();
    Cielo24Simulator service;
    ProducerTemplate template;

    @BeforeEach
    void connect() {
        service = Cielo24Simulator.builder().anyJob().start();
        Cielo24Component cielo24 = new Cielo24Component();
        cielo24.getConfiguration().setBaseUrl(service.baseUrl().toString());
        cielo24.getConfiguration().setApiToken(service.apiToken());
        context.addComponent("cielo24", cielo24);
        context.getPropertiesComponent().setInitialProperties(properties);
        template = context.createProducerTemplate();
    }

    @AfterEach
    void disconnect() {
        context.stop();
        service.close();
    }
}
