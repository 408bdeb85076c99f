package com.cielo24.camel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

import static com.cielo24.camel.Cielo24Camel.JOB;
import static com.cielo24.camel.Cielo24Camel.TOKEN;

/**
 * A process of its own, as Camel looks only once whether it is to use virtual threads.
 */
final class VirtualThreadsProgram {

    private VirtualThreadsProgram() {}

    /**
     * @param arguments base URL, how many uploads at once, and options as {@code key=value}
     */
    public static void main(String[] arguments) throws Exception {
        int uploads = Integer.parseInt(arguments[1]);
        CountDownLatch done = new CountDownLatch(uploads);
        List<Object> failures = new CopyOnWriteArrayList<>();
        Main main = new Main();
        main.addInitialProperty("camel.component.cielo24.base-url", arguments[0]);
        main.addInitialProperty("camel.component.cielo24.api-token", TOKEN);
        for (int i = 2; i < arguments.length; i++) {
            String[] option = arguments[i].split("=");
            main.addInitialProperty(option[0], option[1]);
        }
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                onCompletion().process(exchange -> done.countDown());
                onException(Exception.class).process(exchange -> failures.add(exchange.getException()));
                from("seda:in")
                        .threads()
                        .process(exchange -> {
                            if (!isVirtual(Thread.currentThread())) {
                                failures.add(Thread.currentThread());
                            }
                        })
                        .to("cielo24:addMedia?jobId=" + JOB);
            }
        });
        main.start();
        ProducerTemplate template = main.getCamelTemplate();
        for (int i = 0; i < uploads; i++) {
            template.sendBody("seda:in", new byte[100_000]);
        }
        done.await();
        main.stop();
        failures.forEach(System.err::println);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    /** By reflection, as Java 17 has none. */
    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }
}
