package com.cielo24.examples.boot;

import com.cielo24.camel.OutageRoutePolicy;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The application: routes, and a policy that pauses them while the service is away. */
@SpringBootApplication
public class Application {

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean
    OutageRoutePolicy outage() {
        return new OutageRoutePolicy();
    }
}
