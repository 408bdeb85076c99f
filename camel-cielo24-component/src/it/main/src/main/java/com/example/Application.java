package com.example;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

public class Application {

    public static void main(String... args) throws Exception {
        main().run(args);
    }

    static Main main() {
        Main main = new Main();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:{{inbox}}").to("cielo24:addMedia?createJob=true");
            }
        });
        return main;
    }
}
