package com.cielo24.camel.recipes;

import com.cielo24.camel.Cielo24Constants;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.main.Main;

/** The recipe for REST uploads, for a process with little memory. */
final class RestUploadProgram {

    /** Printed when the route takes requests, which is later than when the server listens. */
    static final String READY = "the route is ready";

    private RestUploadProgram() {}

    /**
     * @param arguments base URL of the service, token, the port to listen on, a folder for spools
     */
    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.cielo24.base-url", arguments[0]);
        main.addInitialProperty("camel.component.cielo24.api-token", arguments[1]);
        main.addInitialProperty("camel.main.stream-caching-spool-enabled", "true");
        main.addInitialProperty("camel.main.stream-caching-spool-directory", arguments[3]);
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(Integer.parseInt(arguments[2]));
        main.init();
        main.getCamelContext().addService(new VertxPlatformHttpServer(server));
        main.getCamelContext().addRoutes(new RestUploadRoute());
        main.start();
        System.out.println(READY);
        System.in.read();
        main.stop();
    }

    static final class RestUploadRoute extends RouteBuilder {
        @Override
        public void configure() {
            from("platform-http:/jobs/{job}/media?httpMethodRestrict=PUT&useStreaming=true")
                    .setHeader(Cielo24Constants.JOB_ID, header("job"))
                    .to("cielo24:addMedia")
                    .removeHeaders("*"); // those of the request would become headers of the response
        }
    }
}
