package com.example;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class Application {

    public static void main(String... args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean
    RouteBuilder recordings() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("file:{{inbox}}").to("cielo24:addMedia?createJob=true");
            }
        };
    }
}
